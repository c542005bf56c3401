//! Words of the screens about campaign, compound, notice, tally and settings.

use super::words;

words! {
    // home
    home_lead: "老旧住宅小区物业管理改善：现状调查与居民意见征求", "Old residential compounds: condition survey and household ballot";
    campaigns: "征求意见工作", "Campaigns";
    no_campaigns: "本机上还没有征求意见工作", "No campaign on this device yet";
    no_campaigns_long: "监督员：新建一项工作。采集员：导入监督员的公钥卡和任务包。", "Supervisors create a campaign. Collectors import their supervisor's key card and work packet.";
    create_campaign: "新建工作", "Create campaign";
    import_files: "导入文件", "Import files";
    this_device_of: "设备", "Device";
    who_is_here: "请先填写使用人和设备名称", "Please enter who is using this device and its name";
    fill_in_names: "填写使用人", "Enter names";

    // terms
    new_campaign: "新建征求意见工作", "New campaign";
    terms: "工作参数", "Parameters";
    campaign_name: "工作名称", "Campaign name";
    campaign_name_hint: "例如：2026年朝霞街道物业管理改善", "For example: Zhaoxia street 2026";
    city: "市", "City";
    district: "区", "District";
    cutoff_year: "建成年份界限", "Cut-off year";
    cutoff_year_hint: "方案三1：20__年以前建成。方案留空，可稍后填写", "Plan 三1: built before this year. Left open by the plan; may be filled in later";
    cutoff_inclusive: "界限当年建成的是否计入", "Is the cut-off year itself included?";
    room_permille: "物管用房比例", "Management-room ratio";
    room_permille_hint: "方案六(一)1(3)：按总建筑面积5‰", "Plan 六(一)1(3): 5‰ of the floor area";
    ballot_months: "征求意见期限", "Months for the ballot";
    ballot_months_hint: "方案六(二)1：竣工并接收后一个月内", "Plan 六(二)1: within one month of acceptance";
    establish_months: "建立机制期限", "Months for setting up";
    establish_months_hint: "方案六(二)1：两个月内", "Plan 六(二)1: within two months";
    notice_lead_days: "公示到首次征求意见的天数", "Days from notice to first ballot";
    min_visits: "建议入户次数", "Proposed visits";
    ballots_sealed: "封存意见表的选择，只有监督员能打开", "Seal the ballots' choices: only the supervisor can open them";
    ballots_sealed_explain: "封存后平板上只看得到这一户已收回，看不到选择和签名人。只有这台设备，以及用口令打开过它备份的副监督台，能打开。都丢失了就读不出来，只能按纸质表重新登记：请设副监督台，常做备份，及时导入数据包。已经封存的不能改回。",
        "Once sealed, a tablet shows only that the household has voted, not how or who signed. Only this device can open them, and a deputy that has opened its backup with the passphrase. If all are lost the papers have to be recorded again: name a deputy, make backups, import bundles soon. What is sealed stays sealed.";
    privacy_title: "个人信息告知书", "Privacy notice";
    privacy_explain: "收集之前要告知居民（个人信息保护法第十七条）。填写后随任务包下发，入户时可以出示。", "People have to be told before anything is recorded (personal information law, article 17). It goes out with the work packet and can be shown at the door.";
    privacy_handler: "处理者（全称）", "Handled by (full name)";
    privacy_contact: "联系人和联系方式", "Contact";
    privacy_purpose: "用途", "Purpose";
    privacy_purpose_hint: "例如：征求物业管理模式意见、核对户数和计票", "For instance: asking for opinions on the mode of management, checking the roll and counting";
    privacy_until: "保存到", "Kept until";
    privacy_missing: "这项工作还没有填写个人信息告知书，请监督员在“参数”里填写。", "This campaign has no privacy notice yet; the supervisor fills it in under \"Parameters\".";
    contact: "联系电话（可不填）", "Telephone (optional)";
    contact_explain: "只在必要时收集。封存后本平板也看不到，只有监督员能打开。", "Ask only where it is needed. Once sealed this tablet can't show it: only a supervisor can open it.";
    contact_save: "封存并登记", "Seal and record";
    contact_replace: "重新登记", "Record anew";
    contact_drop: "撤回电话", "Take it back";
    contact_show: "查看电话", "Show the number";
    privacy_what: "收集的内容", "What is collected";
    privacy_what_is: "房号、产权人姓名（可以隐去部分）、产权面积和类别、用途、居住状态、水电气是否一户一表、入户情况、书面意见表的编号、选择、签名人和日期。不收集身份证号；电话可以不提供，提供的先封存再登记，不封存的不登记。",
        "Suite number, holders' names (masked if you like), registered area, tenure and use, whether it is lived in, let or vacant, meters and gas, visits, and of the written ballot its serial, choice, signer and date. No identity-card numbers; a telephone number need not be given.";
    privacy_how: "怎样保存", "How it is kept";
    privacy_how_is: "保存在工作人员的平板和监督员的设备上，以签名的文件交接；程序本身不上网。每户的选择不公示。", "On the collectors' tablets and the supervisor's device; it is handed over in signed files; the program itself uses no network. No household's choice is made public.";
    privacy_how_sealed: "选择和电话在登记时即封存，只有监督员能打开。", "The choice and the telephone are sealed when they are recorded; only the supervisor can open them.";
    privacy_rights: "您的权利", "Your rights";
    privacy_rights_are: "可以向联系人查阅、更正自己的信息，或要求删除；对处理有异议可以向联系人提出。", "You may ask the contact to see, correct or delete what concerns you, and object to how it is handled.";
    still_sealed: "未打开", "Not opened";
    not_opened(n: usize, why: &str): "{n} 份封存的意见表打不开（{why}）。离开后再进入本页可重试；仍打不开的，请按纸质表重新登记。",
        "{n} sealed ballots could not be opened ({why}). Leave this screen and come back to retry; if that fails, record them again from the papers.";
    expired(until: &str): "个人信息的保存期限（{until}）已过，应从本机删除。", "Personal data was to be kept until {until}: delete it from this device.";
    extended_items: "调查扩展项目（电梯、无障碍等）", "Survey the extended items (lifts, accessibility …)";
    months: "个月", "months";
    days: "天", "days";
    times: "次", "times";
    permille: "‰", "‰";
    found_campaign: "建立工作", "Found campaign";
    save_terms: "保存参数", "Save parameters";

    // campaign
    compounds: "小区", "Compounds";
    no_compounds: "还没有小区", "No compounds yet";
    no_compounds_supervisor: "添加小区，然后导入街道办事处的花名册。", "Add a compound, then import the street office's roster.";
    no_compounds_collector: "请导入监督员的最新任务包。", "Import the supervisor's latest work packet.";
    add_compound: "添加小区", "Add compound";
    handover: "交接", "Hand over";
    handover_hint: "导出、导入、设备登记", "Export, import, enrolled devices";
    records: "记录检查", "Check records";
    records_hint: "无法读取或不起作用的记录", "Records that can't be read or have no effect";
    records_fine: "所有记录都能读取并起作用", "All records can be read and take effect";
    campaign_id: "工作编号", "Campaign id";
    state_hash: "状态校验值", "State hash";
    records_total(n: usize): "共 {n} 条记录", "{n} records";

    // compound
    new_compound: "添加小区", "Add compound";
    compound_name: "小区名称", "Compound name";
    compound_kind: "类别", "Kind";
    kind_compound: "住宅小区", "Residential compound";
    kind_scattered: "零星住宅", "Scattered dwellings";
    street: "街道（乡镇）", "Street (township)";
    community: "社区", "Community";
    create_compound: "添加", "Add";
    step_roster: "花名册", "Roll";
    step_survey: "现状调查", "Condition survey";
    step_notice: "冻结与公示", "Freeze and notice";
    step_doors: "入户征求意见", "Door to door";
    progress: "进度与提示", "Progress and hints";
    step_tally: "计票与决定", "Count and decision";
    import_roster: "导入花名册", "Import roster";
    roll_missing: "还没有花名册", "No roll yet";
    roll_summary(buildings: usize, counted: u64, other: u64): "{buildings} 幢，{counted} 户，另有 {other} 个不计户的产权单位",
        "{buildings} buildings, {counted} households, {other} titles that are none";
    roll_draft: "未冻结", "Not frozen";
    roll_frozen: "已冻结", "Frozen";
    notice_missing: "未公示", "Notice not posted";
    notice_posted(day: &str): "{day} 已公示", "Notice posted {day}";
    survey_progress(done: usize, total: usize): "已完成 {done}/{total} 项", "{done} of {total} items done";
    survey_answers(n: usize): "已记 {n} 项", "{n} items on record";
    returned_of(returned: u64, total: u64): "已收回 {returned}/{total} 户", "{returned} of {total} households returned";
    returned_here(returned: u64, total: u64): "本机收回 {returned}/{total} 户", "{returned} of {total} households returned on this device";
    counted_by_supervisor: "由监督员计票", "The supervisor counts";
    gate_closed: "花名册冻结并公示两种模式之后，才能入户记录。", "The doors open once the roll is frozen and the notice of both modes posted.";

    // notice
    freeze_title: "冻结花名册", "Freeze the roll";
    freeze_explain: "冻结后总户数 N 不再变化，是计票的分母。请核对户数后再冻结。", "Freezing fixes N, the denominator of the count. Check the number of households first.";
    households_n: "总户数 N", "Households N";
    roll_hash: "花名册校验值", "Roll hash";
    freeze_roll: "冻结花名册", "Freeze roll";
    correct_ask: "更正一户…", "Correct a title…";
    correct_explain: "换了产权人或写错了的，改写一户。合并留下一户、去掉另一户，分割留下一户、增加另一户，各是一次更正。已交的意见表继续计入，去掉的和改写后不再计户的除外。更正后要重新公示，才能截止。",
        "Rewrite a title that has another holder or was misspelt. Merging keeps one title and takes the other off, dividing keeps it and adds another, each in one correction. Ballots on record go on counting, but for those of a title that is taken off or is no household once it is rewritten. The notice has to be posted anew before the ballot can be closed.";
    correct_which: "哪一个产权", "Which of the titles";
    correct_other: "并入的另一户：房号，或带幢、单元的全称", "The other one, which goes: its room, or building, stairwell and room";
    correct_other_which: "并入的是哪一个产权", "Which of the titles goes";
    correct_new: "新增的另一户", "The new one";
    correct_new_place: "新增一户的房号（同一门牌可不填）", "Room of the new one (blank if it is behind the same door)";
    correct_new_field(field: &str): "新增一户的{field}", "The new one: {field}";
    correct_loses(titles: &str): "{titles}已交征求意见表（收回了、还没有登记的也算），更正后将不再计入。", "{titles}: they returned ballots, or a paper was taken back and isn't on record yet. These won't count any more.";
    correct_brings(titles: &str): "{titles}以前登记的征求意见表，更正后重新计入。", "Ballots that were on record of {titles} will count again.";
    correct_brings_none(titles: &str): "{titles}以前的入户记录和征求意见表不再算本户的：产权人或权证号与以前不同，须换新编号的表重新征求。", "Visits and ballots that were on record of {titles} are another's: holder or title number is another than before, so they have to be asked anew, on forms with new numbers.";
    correct_unsettles(titles: &str): "{titles}的征求意见表曾与它一起裁定：裁定随之失效，各户的表重新按各自的计入；自相矛盾的列为冲突。", "The papers of {titles} were settled together with it: that is over, and each household's count as they are, or are a conflict where they contradict each other.";
    correct_divides(kept: &str): "{kept}已交的征求意见表（收回了、还没有登记的也算）分户后继续计入{kept}；新的一户另行征求。原表不再代表{kept}的，请撤销后重新征求。", "The paper that {kept} returned, be it on record or taken back only, goes on counting for {kept}; the new household is asked for its own. If it isn't {kept}'s any more, take it back and ask anew.";
    correct_merges: "两户都已交表，合并后算一票：意见一致的计留下那一户的表；不一致的都不计入，列为冲突，由产权人重新签署或裁定。", "Both have returned a paper, and have one vote once they are merged: if they say the same, that of the one that stays counts; if they contradict each other neither does, and it is a conflict until the owner signs anew or it is settled.";
    correct_late(day: &str): "公示的花名册更正期限到 {day} 为止，已经过期；仍可更正。", "By the notice corrections were taken until {day}. It can still be corrected.";
    correct_what: "怎样更正", "What is to be done";
    correct_blank_stays: "留空的保持原样。", "What is left blank stays as it is.";
    correct_why: "更正原因", "Why it is corrected";
    correct_roll: "更正花名册", "Correct the roll";
    correct_comes_to(before: u64, after: u64): "更正后总户数 N：{before} → {after}", "Households N after it: {before} → {after}";
    notice_outdated: "花名册更正过，总户数可能与公示的不同：请重新张贴并更新公示记录，之后才能截止。",
        "The roll was corrected, so N may be another than the one that hangs there: post the notice anew and update it here; the ballot can't be closed before.";
    thaw_ask: "花名册有误，解冻…", "The roll is wrong: thaw it…";
    thaw_explain: "解冻后可以重新导入花名册，然后要重新冻结、重新公示，并把新的任务包交给每台设备。已记录的征求意见表保留：重新冻结的花名册与征求时的那一份完全相同（校验值相同）的，仍然计入；不同的不计入，须按新花名册重新记录。",
        "After thawing the roll can be imported anew; then freeze it again, post the notice again, and hand a new work packet to every device. Ballots on record are kept: those taken on the very roll that is frozen again, with the same hash, count again; on any other roll they don't count and have to be recorded again.";
    thaw_voids: "编号表是按花名册打印的：花名册改动后，已发出和已签的编号表全部作废，要重新打印、重新送达、重新签署。只是个别户有误的，请用“更正一户”，编号表继续有效。",
        "Forms are printed from the roll: once it is another, every form that is out or signed is void, and they have to be printed, handed over and signed anew. Where single households are wrong, correct those: the forms stay good.";
    thaw_why: "解冻原因", "Why it is thawed";
    thaw_roll: "解冻花名册", "Thaw roll";
    roll_was_thawed(by: &str, why: &str): "{by} 解冻了花名册：{why}", "{by} thawed the roll: {why}";
    frozen_by(by: &str, at: &str): "冻结人：{by}，{at}", "Frozen by {by}, {at}";
    notice_title: "公示两种管理模式", "Notice of the two modes";
    notice_explain: "方案六(二)1：向居民公示专业化物业管理和社区化准物业管理的组织形式、服务内容和收费标准，六项都要填写。",
        "Plan 六(二)1: residents are told form, services and fees of both modes. All six are required.";
    professional: "专业化物业管理", "Professional management";
    quasi: "社区化准物业管理", "Community-run quasi-management";
    mode_form: "组织形式", "Form";
    mode_services: "服务内容", "Services";
    mode_fee: "收费标准", "Fee";
    posted_places: "张贴地点", "Where posted";
    posted_on: "公示日期", "Posted on";
    mode_charged_by: "收费单位（可不填）", "Charged by (optional)";
    ballot_from: "首次征求意见日期", "First day of the ballot";
    ballot_until: "征求意见截止日期（含当日，可不填）", "Last day of the ballot (optional)";
    corrections_until: "花名册更正截止日期（含当日，可不填）", "Last day for corrections of the roll (optional)";
    notice_contact: "联系人、电话和意见表收取点（可不填）", "Contact, telephone and where forms may be left (optional)";
    lead_is(days: u32): "本项工作要求公示满 {days} 天后再征求意见；早于这一天签署的不计入。", "In this campaign the notice hangs for {days} days before anybody is asked; a paper signed earlier doesn't count.";
    ballot_begins(day: &str): "{day} 起征求意见", "ballot from {day}";
    ballot_ended(day: &str): "公示的截止日期 {day} 已过，今天签的表可能不计入。", "Announced until {day}: a paper signed today may not count.";
    reposted_on: "更正花名册后重新张贴的日期", "Posted anew after the roll was corrected";
    reposted_explain: "公示日期和首次征求意见日期不变，更正前签署的意见表继续计入。", "The first day stays as it is, and papers signed before the correction go on counting.";
    drops_out(day: &str, n: usize): "首次征求意见日期改为 {day} 后，已记录的 {n} 户意见表因签署在此之前，不再计入。", "With {day} as the first day the papers of {n} households, signed before it, no longer count.";
    ends_conflicts(day: &str, n: usize): "首次征求意见日期改为 {day} 后，{n} 户互相矛盾或尚未计入的意见表中，在此之前签署的不再有效，不经裁定就按其余的计入。", "With {day} as the first day {n} households whose papers contradict each other, or don't count yet, count by those that were signed since, without anybody settling it.";
    closed_for_changes(day: &str): "已于 {day} 截止：要更正花名册或公示，先在“计票与决定”中重新开放并说明理由。", "Closed on {day}: to change the roll or the notice, open the ballot again under “Count and decision”, with a reason.";
    record_notice: "记录公示", "Record notice";
    change_notice: "更新公示记录", "Update notice";
    only_supervisor: "只有本项工作的监督员可以做这一步。", "Only a supervisor of this campaign can do this.";

    // tally
    returned: "已收回", "Returned";
    not_returned: "未收回", "Not returned";
    blank: "空白", "Blank";
    invalid: "无效", "Invalid";
    conflicts: "冲突", "Conflicts";
    half_line(half: u64): "达到二分之一需 {half} 户（2P ≥ N）", "Line at one half: {half} (2P ≥ N)";
    needed(n: u64): "专业化还需 {n} 户", "{n} more needed for professional";
    reached: "专业化已达到二分之一", "Professional has reached one half";
    tally_summary(p: u64, q: u64, other: u64, open: u64):
        "专业化 {p} 户，准物业 {q} 户，空白、无效 {other} 户，未收回或待定 {open} 户",
        "Professional {p}, quasi {q}, blank and invalid {other}, not returned or still open {open}";
    no_result: "尚无结果（花名册未冻结）", "No result (the roll is not frozen)";
    undecided: "未定", "Undecided";
    secured_professional: "已锁定：专业化物业管理（仍须征求完每一户）", "Secured: professional management (every household must still be asked)";
    secured_quasi: "已锁定：社区化准物业管理（仍须征求完每一户）", "Secured: quasi-management (every household must still be asked)";
    secured_explain: "提前锁定是指其余户怎样选择都不改变结果；已收回的表若出现冲突、撤回或作废，或者无效的表经补签、补委托书、监护人签署或换新表更正，仍会重新计算。", "Secured early means that nothing the other households choose can change the result; a conflict, a withdrawal or a spoiled form among those returned still can, and so can an invalid one that is put right by a signature, an authority, a guardian or a new form.";
    secured_asks(open: u64): "方案要求征求每一户意见，还有 {open} 户未收回，仍要入户，到截止日期才截止（方案六(二)1）。", "The plan wants every household asked: {open} haven't returned theirs and are still to be visited until the closing day (section 六(二)1).";
    secured_asked(open: u64, until: &str): "曾以 {until} 为最后一天截止，还有 {open} 户未收回。仍以这一天重新截止的，之后签的表不计，不用再入户；改到以后的，仍要征求每一户意见（方案六(二)1）。", "It was closed before with {until} as the last day; {open} haven't returned theirs. Closed again with that day, what is signed later isn't counted and nobody has to go out again; with a later day every household is still to be asked (section 六(二)1).";
    decided_professional: "决定：专业化物业管理", "Decided: professional management";
    decided_quasi: "决定：社区化准物业管理", "Decided: community-run quasi-management";
    preliminary_professional: "初步结果：专业化物业管理", "Preliminary result: professional management";
    preliminary_quasi: "初步结果：社区化准物业管理", "Preliminary result: community-run quasi-management";
    short_of(n: u64): "专业化差 {n} 户未达二分之一", "Professional is {n} short of one half";
    records_missing(n: u64): "缺 {n} 条截止时已计入的记录", "{n} records that were counted at the close are missing";
    missing_of(device: &str, n: u64): "{device}：{n} 条", "{device}: {n}";
    missing_explain: "截止时计入的记录没有全部导入本机：这里的数字不是计票结果，也不显示结果。请导入上列设备的数据包；设备丢失、补不齐的，可以说明理由重新开放，再按现有的计。",
        "Not all that was counted at the close is on this device: the numbers here aren't the count, and no result is told. Take in the bundles of the devices above; where one is lost for good, open the ballot again with a reason and count what there is.";
    counted_elsewhere: "本机只有自己收回的意见表。监督员导入各平板的数据包后计票，结果以公示为准。",
        "This device has only what it collected itself. The supervisor counts once the bundles of all tablets are in; the result is the one that is posted.";
    wants_name: "请先在设置中填写使用人姓名：裁定、截止和重新开放都要记下是谁决定的。", "Enter your name in the settings first: whoever settles, closes or reopens goes on record.";
    decides_nothing(why: &str): "已记录最终结果公示，但还不能作准：{why}", "A final result is on record and settles nothing yet: {why}";
    result_preliminary: "初步结果：公示期满、贴出最终结果之前未定。", "Preliminary: not settled before it has hung and the final result is posted.";
    part_of(first: &str, last: &str, n: usize): "{first} 至 {last}（{n}）", "{first} to {last} ({n})";
    result_may_be_final: "公示期已满：可以张贴最终结果，再记录它的公示。", "It has hung long enough: post the final result, then record it.";
    print_result: "打印结果公示", "Print the notice of the result";
    record_result: "记录结果公示", "Record the notice of the result";
    conflicts_title: "待裁定的冲突", "Conflicts to settle";
    corrections_over(day: &str): "重新张贴的公示还写着“请在 {day}（含当日）前提出更正”，这一天已过：改成以后的日期，或者清空、张贴时手写。", "The notice that is to hang anew still takes corrections until {day}, which is over: enter a later day, or none and write it in by hand.";
    conflicts_explain: "同一户有相互矛盾的征求意见表，同一份表一台设备更正、另一台撤回，或裁定之后又有变动（更正、撤回，或补交了裁定以前签的表）。裁定之前不计入任何一方。", "These households have ballots that contradict each other or that one device corrected and another withdrew, or something changed after they were settled: a correction, a withdrawal, another paper of before. They count for neither mode until settled.";
    keep_this(n: usize): "以第 {n} 份为准", "Let ballot {n} stand";
    copied_otherwise: "编号相同，是同一份表，登记得不一样：请看原表，以登记正确的为准。", "One number is one paper, which was copied in different ways: look at it, and let the right copy stand.";
    merged_paper(n: usize, of: &str): "第 {n} 份是并入的{of}的，不能以它为准：请产权人重新签署，或以本户的为准。", "Ballot {n} is of {of}, which was merged into this one, and can't stand: have the owner sign anew, or let this household's own stand.";
    nth_paper(n: usize): "第 {n} 份", "Ballot {n}";
    keep_none: "都不计（需重新签署）", "None stands (to be signed again)";
    settle_how: "裁定", "Settlement";
    settle_reason: "裁定理由", "Reason for the settlement";
    settle_conflict: "记录裁定", "Record settlement";
    conflict_hidden: "为准的一份还要由第二人核对，所以先不显示编号和选择。看过的人不能核对。", "The one that is to stand has still to be checked by a second person, so that numbers and choices aren't shown. Whoever sees them can't check.";
    settled_anew: "已重新裁定", "Settled anew";
    settled_no_more: "不再有效", "Holds no more";
    settle_again: "重新裁定", "Settle anew";
    settle_wait: "等待监督员裁定。", "Waiting for the supervisor.";
    open_household: "打开该户", "Open the household";
    settled_title: "已裁定的冲突", "Conflicts settled";
    settled_explain: "有异议时以此说明：哪几份、怎样裁定、谁、何时、理由。裁定后这几份表又有变动（更正、撤回）或两位监督员裁定不一的，标为“不再有效”。", "What to show where somebody objects: which papers, how it was settled, by whom, when and why. What holds no more was crossed: a paper was corrected or withdrawn since, or two supervisors settled it differently.";
    settled_stands: "为准", "stands";
    settled_falls: "不计", "does not stand";
    settled_by(why: &str, by: &str, at: &str): "理由：{why}（{by}，{at}）", "Reason: {why} ({by}, {at})";
    settled_corrected(paper: &str, why: &str, by: &str, at: &str): "为准的一份后来更正为 {paper}，按更正后的计。理由：{why}（{by}，{at}）", "The one that stands was corrected since: {paper}, and counts as that. Reason: {why} ({by}, {at})";
    doubled_serial(serial: &str): "同一编号登记在多户：{serial}", "One serial at several households: {serial}";
    doubled_explain: "一份征求意见表只能算一户，查明之前这几户都不计入。请对照原件：编号填错的，打开该户更正编号；表不是该户的，撤回。",
        "One paper is one household's: until it is clear whose it is none of these counts. Compare the papers: where the number was mistyped open the household and correct it; where the paper isn't theirs withdraw it.";
    merged_into(kept: &str): "已并入{kept}：两户的表合计一票", "Merged into {kept}: the papers of both are one vote";
    merged_settled(kept: &str): "已并入{kept}：要再裁定，在那一户裁定", "Merged into {kept}: what is to be settled is settled there";
    merged_alone(kept: &str): "已并入{kept}：那一户没有可计的表，这一份也不计", "Merged into {kept}, which has no paper that can count: nor does this one";
    uncounted_ballots: "不计入的征求意见表", "Ballots not counted";
    close_title: "截止征求意见", "Close the ballot";
    close_explain: "截止后，2P ≥ N 采用专业化物业管理，否则统一采用社区化准物业管理。有冲突时不能截止。",
        "After closing, 2P ≥ N means professional management, everything else quasi-management. Conflicts must be settled first.";
    outstanding: "还有没做完的。可以截止，但要写明理由；方案要求征求每一户意见（六(二)1）。",
        "Something is outstanding. The ballot can be closed with a reason; the plan wants every household asked (section 六(二)1).";
    unrecorded_papers(n: usize): "收回了表、还没有登记意见的 {n} 户：先找出表来登记，或作废、撤销那次入户", "{n} households of which a paper was taken and isn't on record: find it first and record or spoil it, or take the visit back";
    not_counting(n: usize): "交来的表不计入、须重新征求的 {n} 户", "{n} households whose paper counts for nothing: ask them anew";
    at_two_doors(n: usize): "同一份表发给（或作废于）一户、却登记在另一户的 {n} 户：找出表，看是哪一户的", "{n} households of which one had a form and another returned it: find the form and see whose it is";
    not_late(n: usize): "登记为“截止以后签署”（I7）、按这个截止日却不算迟的 {n} 户：看原表，更正登记", "{n} households on record as signed after the close (I7), which isn't so on this day: look at the paper and correct the record";
    called_spoiled(n: usize): "意见已计入、另一台设备却登记表已作废的 {n} 户：先找出表来看", "{n} households whose ballot counts although another device recorded its form as spoiled: look at the form first";
    proof_unknown(n: usize): "征求意见表（或委托书）的照片是否在本机还不清楚的 {n} 户：浏览器还没有答复，可重新打开本页再看", "{n} households of which it isn't known whether their photos of the form, or of the authority, are on this device: the browser hasn't said; open this screen again to see";
    without_proof(n: usize): "征求意见表（或委托书）的照片还不在本机的 {n} 户：请采集设备导出照片，在本机导入", "{n} households whose photos of the form, or of the authority, aren't on this device: have their devices export photos, and import them here";
    notice_unseen: "两种模式公示没有张贴照片，只有填写的日期作凭证。公示还挂着的，先在“冻结与公示”里补拍。", "There is no photo of the notice of the two modes as it hangs: nothing but the day that was entered shows that it was posted. While it hangs, take one under Freeze and notice.";
    never_asked(n: usize): "从未入户的 {n} 户", "{n} households where nobody was";
    too_few_visits(n: usize): "入户次数或时段不够的 {n} 户", "{n} households visited too seldom, or never in the evening or at a weekend";
    appointments(n: usize): "约定了再访、没有再去的 {n} 户", "{n} households where a time was agreed and nobody went again";
    without_form(n: usize): "入户了还没有表格的 {n} 户", "{n} households visited and given no form";
    to_sign_again(n: usize): "裁定都不计、须重新签署的 {n} 户", "{n} households settled with none standing, to sign again";
    to_sign_again_explain: "重新签署并登记之前计为无效。", "Invalid until they have signed again and it is on record.";
    founders_device(id: &str): "建立工作的设备 {id}", "the device that set the work up, {id}";
    devices_behind(n: usize): "数据包没有导到截止日的 {n} 台设备", "{n} devices whose bundles don't reach the closing day";
    records_lost: "有设备丢失了自己的记录：问清有没有收回的表没有登记", "Devices lost records of theirs: ask whether a paper was taken that isn't on record";
    lost_of(device: &str, n: u64): "{device}：{n} 条", "{device}: {n}";
    last_taken(day: &str): "最后导入 {day}", "last taken in {day}";
    announced_until(day: &str): "公示的截止日期是 {day}，所填的是另一天。", "The notice says {day}, which is another day than this.";
    open_too_short(days: i64, least: i64): "从第一次征求意见到这一天是 {days} 天，少于参数里的至少 {least} 天。", "From the first day on which anybody was asked to this one are {days} days; the parameters have at least {least}.";
    taken_in(n: usize): "公示的截止日期以后签署、按所填的这一天会计入的 {n} 户", "{n} households that signed after the day of the notice and would count by this one";
    recorded_since(n: usize): "截止日以后才登记的 {n} 户", "{n} households whose paper was recorded only after the closing day";
    since_result(n: usize): "公示结果以后才登记的 {n} 户：问清是哪一天交来的", "{n} households whose paper was recorded only after a result was posted: ask on which day it came in";
    leaves_out(n: usize): "这一天以后签署的意见表不计入：{n} 户的会因此去掉。", "Papers signed after that day don't count: {n} households would lose theirs.";
    close_anyway: "仍要截止的理由", "Reason for closing all the same";
    goes_into_minutes: "印在计票记录（D10）上，监票的居民会看到：不写姓名、房号。", "Printed in the minutes of the count (D10), which the residents who watch it read: no names, no suites.";
    closed_because(why: &str): "未做完而截止的理由：{why}", "Closed although something was outstanding: {why}";
    close_on: "截止日期", "Closing date";
    close_ballot: "截止", "Close ballot";
    closed_on(day: &str): "已于 {day} 截止", "Closed on {day}";
    close_undone(by: &str): "{by}记录的截止已失效：后来收到的记录改变了计数（有征求意见表后到、被更正或撤回，或者互相矛盾、待核对），或者另一位监督员这期间重新开放或截止过。核对后请重新截止。",
        "The closing recorded by {by} has lost its effect: records that came later change the count (ballots that came late, were corrected or withdrawn, contradict each other or wait for a check), or another supervisor opened or closed it meanwhile. See to it, then close again.";
    close_undone_at: "使它失效的记录是这一户的（可能还有别的户）：", "The record by which it lost its effect is of this household; there may be others:";
    close_is_undone: "截止已失效，须重新截止", "The closing has lost its effect: close again";
    reopen_ballot: "重新开放", "Reopen ballot";
    reopen_reason: "重新开放的理由", "Reason for reopening";

    // settings
    people: "使用人", "People";
    person: "使用人姓名（采集员甲）", "Your name (collector A)";
    partner: "同行人姓名（采集员乙）", "Your partner's name (collector B)";
    device_name: "设备名称", "Device name";
    device_name_hint: "例如：3号平板", "For example: tablet 3";
    save_names: "保存姓名", "Save names";
    language: "语言", "Language";
    theme: "外观", "Appearance";
    theme_system: "跟随系统", "As the system";
    theme_light: "浅色", "Light";
    theme_dark: "深色", "Dark";
    text_size: "文字大小", "Text size";
    text_normal: "标准", "Normal";
    text_large: "大号", "Large";
    fingerprint: "本机指纹", "This device's fingerprint";
    no_key: "正在生成密钥", "Making the key";
}
