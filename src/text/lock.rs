//! Words of the screen's lock, and of setting it.

use super::words;

words! {
    lock: "锁屏", "Screen lock";
    lock_now: "现在锁屏", "Lock now";
    lock_off: "没有设锁屏", "Not set";
    locks_after(minutes: u32): "{minutes} 分钟没有操作就锁屏", "Locks after {minutes} minutes without a touch";
    lock_spoilt: "锁屏设置已损坏，现在不会锁屏。请重新设定，或关闭锁屏。", "The lock's setting is damaged: nothing is locked now. Set it anew, or turn it off.";
    set_lock: "设置锁屏", "Set up lock";

    // locked
    locked: "已锁屏", "Locked";
    passphrase: "口令", "Passphrase";
    unlock: "解锁", "Unlock";
    checking: "正在核对…", "Checking…";
    wrong_passphrase(n: u64): "口令不对（{n} 次）", "Wrong passphrase ({n} so far)";
    try_again_in(seconds: u64): "{seconds} 秒后可以再试", "Try again in {seconds} s";
    not_checked(why: &str): "没能核对口令（{why}），请再试一次", "The passphrase could not be checked ({why}): try again";
    forgot: "忘记口令", "Forgotten it?";
    spare_words: "八个备用词", "Eight spare words";
    spare_ask: "设锁屏时抄下的八个备用词也能解锁，中文、英文都行；解锁后锁屏关闭，请重新设置。", "The eight spare words open it too, and take it off: set it anew then.";
    unlock_spare: "用备用词解锁", "Unlock with them";
    spare_none: "这个锁屏设得早，没有备用词。请再想一想口令。", "This lock has no spare words: try to remember the passphrase.";
    forgot_long: "记录一条也不会少：锁屏不删改任何内容。不要清除浏览器数据或卸载浏览器，那样才会丢失。",
        "The lock deletes and changes nothing. Don't clear the browser's data or remove the browser: that would lose all.";

    // setting it
    lock_explain: "平板放着不用时，姓名和选择从屏幕上收起，路过的人看不到，也不能操作。锁屏不加密本机存储的内容，懂行的人拿到设备仍可能读出；加密的是封存的选择和备份文件。",
        "While the tablet rests, names and choices are off the screen, and nobody who passes by sees or touches anything. It does not encrypt what is stored on this device, which somebody with the skill could still read; what is encrypted are sealed choices and backups.";
    lock_passphrase_explain: "请用至少 12 个字，或 4 个词，例如四样互不相干的东西。本机要留一份核对口令用的数据，拿到它的人可以无限次地试，所以只有数字的密码（PIN）不行：转眼就能试完。",
        "Use 12 characters or 4 words at least, such as four unrelated things. The device keeps something to check the passphrase against, and whoever has that can try without end. That is why a PIN won't do: all numbers are tried in no time.";
    lock_minutes: "多久没有操作就锁屏", "Lock after so long without a touch";
    minutes_long(n: u32): "{n} 分钟", "{n} minutes";
    passphrase_now: "现在的口令", "Present passphrase";
    keep_passphrase: "不换口令，下面两栏留空。", "To keep the passphrase leave both fields empty.";
    passphrase_missing: "请先输入现在的口令", "Enter the present passphrase first";
    passphrase_number: "只有数字不行，很快就能试出来：请加上文字", "A number alone is guessed in no time: add words";
    spare_title: "请抄下这八个备用词", "Write these eight spare words down";
    spare_explain: "忘记口令时，只有它们能打开这台设备的屏幕。按顺序抄在纸上，交给监督员保管，不要放在设备旁边。离开本页后不再显示；换口令会换新的备用词。",
        "If the passphrase is forgotten, only they open this device's screen. Write them on paper in this order and give it to your supervisor; don't keep it with the device. They are not shown again once you leave this page. A new passphrase brings new words.";
    spare_written: "已抄在纸上", "They are on paper";
    turn_lock_on: "启用锁屏", "Turn lock on";
    change_lock: "保存更改", "Save changes";
    turn_lock_off: "关闭锁屏", "Turn lock off";
}
