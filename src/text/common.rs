//! Words of the frame around every screen.

use super::words;

words! {
    app_name: "问楼", "Wenlou";
    back: "返回", "Back";
    settings: "设置", "Settings";
    save: "保存", "Save";
    cancel: "取消", "Cancel";
    close: "关闭", "Close";
    yes: "是", "Yes";
    no: "否", "No";
    optional: "选填", "Optional";
    loading: "正在读取…", "Reading…";
    ready_offline: "可离线使用", "Ready offline";
    offline_preparing: "正在准备离线使用", "Getting ready for offline use";
    offline_unavailable(why: &str): "不能离线使用：{why}", "Not available offline: {why}";
    update_waiting: "有新版本", "New version";
    update_waiting_long: "新版本已下载。关闭所有页面后生效，也可以现在切换。已填内容不受影响。",
        "A new version takes over when all tabs are closed, or now. Nothing entered is lost.";
    take_update: "切换到新版本", "Switch to new version";
    all_saved: "已保存", "Saved";
    saving: "正在保存", "Saving";
    save_failed: "未保存", "Not saved";
    save_failed_long(n: usize, why: &str):
        "有 {n} 条记录没有写入本机存储（{why}）。内容仍在屏幕上，请勿关闭页面：先导出数据包，再清理浏览器空间，然后重试。",
        "{n} records aren't stored ({why}); they are still on screen: don't close the page. Export a bundle, make room, then retry.";
    retry_save: "重新保存", "Retry saving";
    not_handed_over(n: u64): "未交接 {n} 条", "{n} not handed over";
    nothing_to_hand_over: "已全部导出", "All exported";
    storage_blocked: "浏览器禁止本页存储数据，填写的内容不会保留", "This browser stores nothing: what is entered won't be kept";
    storage_blocked_long(why: &str): "请退出无痕模式，或在浏览器设置中允许本站存储数据，然后重新打开。（{why}）",
        "Leave private mode or let this site store data, then open the page again. ({why})";
    not_found: "没有找到", "Not found";
    not_found_long: "这个地址所指的内容不在本机上。", "What this address points to is not on this device.";
    go_home: "回到首页", "Go to start";
    supervisor: "监督员", "Supervisor";
    collector: "采集员", "Collector";
    open: "打开", "Open";
    done: "完成", "Done";
    dismiss: "知道了", "Dismiss";
    reason: "理由", "Reason";
    note: "备注", "Note";
    date: "日期", "Date";
    unknown: "不详", "Unknown";
}
