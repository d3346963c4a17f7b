/** The admin's looks: dark bar, grey side, white cards. */
export const adminStyle = `
:root { --ink: #303030; --soft: #616161; --line: #e3e3e3; --page: #f1f1f1; --side: #ebebeb; --dark: #1a1a1a; color-scheme: light; }
* { box-sizing: border-box; }
html, body { height: 100%; }
body { margin: 0; background: var(--dark); color: var(--ink); font: 14px/1.45 Inter, system-ui, -apple-system, 'Segoe UI', 'Open Sans', sans-serif; display: flex; flex-direction: column; }
button { font: inherit; }
:focus-visible { outline: 2px solid #005bd3; outline-offset: 2px; }
[hidden] { display: none !important; }
.top { flex: none; height: 56px; display: flex; align-items: center; gap: 12px; padding: 0 16px; color: #e3e3e3; position: relative; }
.top__menu { display: none; background: none; border: 0; color: inherit; width: 40px; height: 40px; place-items: center; border-radius: 8px; cursor: pointer; }
.top__logo { color: #fff; text-decoration: none; font-weight: 650; display: flex; gap: 10px; align-items: center; white-space: nowrap; }
.top__logo > span { width: 28px; height: 28px; display: grid; place-items: center; border-radius: 8px; background: #d18a2c; color: #1a1a1a; font-weight: 800; }
.top__shop { margin-left: auto; display: flex; gap: 8px; align-items: center; font-weight: 550; white-space: nowrap; }
.top__avatar { width: 28px; height: 28px; border-radius: 8px; background: #3ddc97; color: #0c3b26; display: grid; place-items: center; font-size: 12px; font-weight: 700; }
.top__switch summary { display: flex; gap: 8px; align-items: center; cursor: pointer; list-style: none; min-height: 40px; padding: 0 6px; border-radius: 8px; } .top__switch summary::-webkit-details-marker { display: none; } .top__switch summary::after { content: '▾'; font-size: 11px; }
.top__switch ul { position: absolute; right: 8px; top: 50px; z-index: 20; list-style: none; margin: 0; padding: 6px; background: #fff; border-radius: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / 0.3); min-width: 240px; } .top__switch li a { display: grid; padding: 8px 12px; border-radius: 8px; color: #303030; text-decoration: none; } .top__switch li a:hover, .top__switch li a[aria-current] { background: #f1f1f1; } .top__switch .soft { font-size: 12px; font-weight: 400; }
.save-bar { position: absolute; left: 50%; transform: translateX(-50%); width: min(560px, calc(100% - 24px)); height: 40px; background: #303030; border-radius: 12px; display: flex; align-items: center; gap: 8px; padding: 0 6px 0 16px; color: #fff; font-weight: 550; z-index: 3; }
.save-bar span { margin-right: auto; }
.save-bar button { border: 0; border-radius: 8px; padding: 5px 12px; background: #4a4a4a; color: #fff; font-weight: 550; cursor: pointer; }
.save-bar .primary { background: #fff; color: #303030; }
.save-bar.shake { animation: shake 0.3s; }
@keyframes shake { 25% { margin-left: -6px; } 75% { margin-left: 6px; } }
.loading { position: fixed; top: 0; left: 0; right: 0; height: 3px; background: linear-gradient(90deg, transparent, #d18a2c, transparent); background-size: 50% 100%; animation: load 1s linear infinite; z-index: 9; }
@keyframes load { from { background-position: -100% 0; } to { background-position: 200% 0; } }
@media (prefers-reduced-motion: reduce) { .loading, .save-bar.shake { animation: none; } }
.frame { flex: 1; min-height: 0; display: flex; background: var(--page); border-radius: 12px 12px 0 0; overflow: hidden; }
.side { flex: none; width: 240px; background: var(--side); padding: 12px; overflow-y: auto; display: flex; flex-direction: column; }
.side ul { list-style: none; margin: 0; padding: 0; }
.side a { display: flex; gap: 10px; align-items: center; padding: 6px 8px; border-radius: 8px; color: var(--ink); text-decoration: none; font-weight: 550; min-height: 32px; }
.side a:hover { background: #f1f1f1; } .side a[aria-current] { background: #fafafa; }
.side__title { margin: 16px 8px 4px; font-size: 12px; font-weight: 550; color: var(--soft); }
.side__app a { padding-left: 36px; font-weight: 450; color: #4a4a4a; }
.side__foot { margin-top: auto !important; padding-top: 20px !important; }
.app-mark { width: 18px; height: 18px; border-radius: 5px; background: conic-gradient(from 45deg, #d18a2c 25%, #f0e6d6 0 50%, #d18a2c 0 75%, #f0e6d6 0); flex: none; }
.main { flex: 1; min-width: 0; display: flex; flex-direction: column; overflow: auto; }
.title-bar { flex: none; display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; min-height: 48px; padding: 8px 16px; background: #fff; border-bottom: 1px solid var(--line); font-weight: 650; }
.title-bar h1 { flex: 1 1 0; min-width: min(220px, 100% - 30px); font-size: 14px; margin: 0; overflow-wrap: anywhere; } .title-bar__buttons { margin-left: auto; display: flex; gap: 8px; flex-wrap: wrap; }
.app-frame { flex: 1; width: 100%; border: 0; min-height: 0; background: var(--page); }
.button, .title-bar button { border: 1px solid #c9c9c9; background: #fff; color: var(--ink); border-radius: 8px; padding: 6px 12px; font: inherit; font-weight: 550; cursor: pointer; text-decoration: none; display: inline-block; }
.button.primary, .title-bar .primary { background: #303030; border-color: #303030; color: #fff; } button:disabled { opacity: 0.5; cursor: default; }
.page { max-width: 998px; width: 100%; margin: 0 auto; padding: 20px 16px 48px; }
.page h1 { font-size: 20px; margin: 0 0 16px; } .page h2 { font-size: 14px; margin: 0 0 8px; }
.card { background: #fff; border-radius: 12px; box-shadow: 0 1px 0 rgb(0 0 0 / 0.07), 0 0 0 1px rgb(0 0 0 / 0.05); overflow: hidden; margin-bottom: 16px; } .card--text { padding: 16px; }
.scroll { overflow-x: auto; position: relative; } table { width: 100%; border-collapse: collapse; } th { text-align: left; font-size: 12px; color: var(--soft); background: #f7f7f7; font-weight: 550; }
th, td { padding: 9px 14px; border-bottom: 1px solid #f0f0f0; white-space: nowrap; } td:first-child { white-space: normal; } td:first-child:has(img) { min-width: 190px; } td a { color: inherit; font-weight: 600; } .num { text-align: right; font-variant-numeric: tabular-nums; }
td img { width: 36px; height: 36px; border-radius: 8px; vertical-align: middle; margin-right: 10px; border: 1px solid var(--line); }
.soft { color: var(--soft); } .pill { display: inline-block; padding: 1px 9px; border-radius: 8px; background: #e3e3e3; font-size: 12px; font-weight: 550; } .pill.good { background: #cdfed4; color: #014b40; } .pill.warn { background: #ffef9d; color: #4f4700; }
.row { display: flex; gap: 16px; align-items: center; justify-content: space-between; flex-wrap: wrap; } .pages { display: flex; gap: 8px; justify-content: center; padding: 12px; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6px 20px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.switch { appearance: none; width: 40px; height: 24px; border-radius: 12px; background: #b5b5b5; position: relative; cursor: pointer; border: 0; padding: 0; flex: none; } .switch::after { content: ''; position: absolute; top: 3px; left: 3px; width: 18px; height: 18px; border-radius: 50%; background: #fff; transition: left 0.15s; } .switch[aria-checked='true'] { background: #303030; } .switch[aria-checked='true']::after { left: 19px; }
.new { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; } .new input { font-weight: 400; } .new label { flex: 1 1 220px; display: grid; gap: 4px; font-size: 13px; font-weight: 550; } .problem { flex: 1 1 100%; margin: 0; color: #8e1f0b; } .page > .soft { max-width: 70ch; margin: 0 0 16px; }
.search { display: flex; gap: 8px; padding: 10px; border-bottom: 1px solid var(--line); } .search input { flex: 1; min-width: 0; } input[type='search'] { font: inherit; padding: 6px 10px; border: 1px solid #8a8a8a; border-radius: 8px; }
.toasts { position: fixed; left: 0; right: 0; bottom: 20px; display: grid; gap: 8px; justify-items: center; pointer-events: none; z-index: 10; padding: 0 12px; }
.toast { pointer-events: auto; background: #1a1a1a; color: #fff; border-radius: 10px; padding: 10px 14px; font-weight: 550; box-shadow: 0 8px 24px rgb(0 0 0 / 0.3); display: flex; gap: 12px; align-items: center; } .toast.error { background: #8e0b21; } .toast button { background: none; border: 0; color: inherit; text-decoration: underline; cursor: pointer; padding: 0; } .toast .close { text-decoration: none; }
dialog.picker { border: 0; border-radius: 16px; padding: 0; width: min(620px, calc(100vw - 24px)); max-height: 80vh; color: inherit; } dialog::backdrop { background: rgb(0 0 0 / 0.5); } .picker form { display: flex; flex-direction: column; max-height: 80vh; } .picker header { padding: 14px 16px; background: #f3f3f3; font-weight: 650; } .picker ul { list-style: none; margin: 0; padding: 0; overflow: auto; flex: 1; min-height: 200px; } .picker li label { display: flex; gap: 12px; align-items: center; padding: 8px 16px; border-bottom: 1px solid #f0f0f0; cursor: pointer; } .picker li img { width: 40px; height: 40px; border-radius: 8px; } .picker li > div { display: flex; gap: 12px; align-items: center; padding: 8px 16px; border-bottom: 1px solid #f0f0f0; } .picker .name { min-width: 0; overflow-wrap: anywhere; } .picker .price { margin-left: auto; font-size: 13px; text-align: right; white-space: nowrap; } .picker .variant label { padding-left: 52px; } .picker li input { width: 18px; height: 18px; flex: none; accent-color: #303030; } .picker .more, .picker .none { padding: 14px 16px; text-align: center; } .picker footer [role=status] { margin-right: auto; align-self: center; } .picker.permission li { padding: 12px 16px; border-bottom: 1px solid #f0f0f0; } .picker.permission ul { min-height: 0; } .picker footer { display: flex; gap: 8px; justify-content: flex-end; padding: 12px 16px; border-top: 1px solid var(--line); }
@media (max-width: 767px) {
  dialog.picker:not(.permission) { width: 100vw; max-width: none; height: 100dvh; max-height: none; border-radius: 0; margin: 0; } .picker:not(.permission) form { height: 100%; max-height: none; } .picker li label { min-height: 48px; } .picker .variant label { padding-left: 32px; } .picker footer .button { min-height: 40px; }
  .top { padding: 0 8px; } .top__menu { display: grid; } .top__shop span:last-child { display: none; } .frame { border-radius: 0; position: relative; }
  .side { position: absolute; inset: 0 auto 0 0; z-index: 4; transform: translateX(-100%); visibility: hidden; transition: transform 0.2s; box-shadow: 8px 0 24px rgb(0 0 0 / 0.2); width: min(280px, 85vw); } .side.open { transform: none; visibility: visible; }
  .side a { min-height: 44px; } th, td { padding: 9px 10px; } .page { padding-inline: 12px; }
}
`;
