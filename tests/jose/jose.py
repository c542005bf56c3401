"""python jose.py <REQUESTS >ANSWERS

The same requests and answers as jose.mjs, by another library: joserfc on top of OpenSSL."""

import json
import sys
import warnings

from joserfc import jws
from joserfc.jwk import KeySet, import_key


def verify(request):
    file, key, algorithms = request["verify"], request["key"], request["algorithms"]
    key = KeySet.import_key_set(key) if "keys" in key else import_key(key)
    if not file.startswith("{"):
        verified = jws.deserialize_compact(file, key, algorithms=algorithms)
        header = verified.protected
    else:
        verified = jws.deserialize_json(json.loads(file), key, algorithms=algorithms)
        members = verified.members if hasattr(verified, "members") else [verified.member]
        header = members[0].protected
    return {"payload": verified.payload.decode(), "header": header}


def sign(request):
    header = request["header"]
    members = [{"protected": header}]
    file = jws.serialize_json(members, request["sign"], import_key(request["key"]), algorithms=[header["alg"]])
    return {"file": json.dumps(file)}


def answer(request):
    try:
        if "verify" in request:
            return verify(request)
        if "sign" in request:
            return sign(request)
        return {"thumbprint": import_key(request["thumbprint"]).thumbprint()}
    except Exception as error:  # Whatever it is: the file was not believed.
        return {"error": f"{type(error).__name__}: {error}"}


# What a tablet hands over may be larger than the library takes by itself.
jws.JWSRegistry.max_payload_length = 64 * 1024 * 1024
# It warns of what the older vectors are signed with.
warnings.simplefilter("ignore")
sys.stdin.reconfigure(encoding="utf-8")
for line in sys.stdin.read().split("\n")[:-1]:
    print(json.dumps(answer(json.loads(line))))
