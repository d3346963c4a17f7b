export const panelStyle = `
:root { color-scheme: light; --ink: #2b3036; --soft: #63625d; --line: #e4d9c5; --paper: #fffdf9; --sand: #f4ecdf; --amber: #8c5218; }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; background: var(--sand); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Open Sans', sans-serif; padding-bottom: 4rem; }
:focus-visible { outline: 3px solid #c77f2a; outline-offset: 2px; }
.top { background: var(--ink); color: #f4ecdf; padding: 14px clamp(14px, 4vw, 32px); display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; }
.top h1 { font-size: 18px; margin: 0; } .top h1 span { font-weight: 400; color: #c9bda8; margin-left: 8px; } .top nav { display: flex; gap: 20px; margin-left: auto; } .top a { color: #f3d9a8; padding: 6px 0; }
main { max-width: 1160px; margin: 0 auto; padding: 20px clamp(12px, 3vw, 32px); display: grid; gap: 16px; }
@media (min-width: 800px) { main { grid-template-columns: 1fr 1fr; } .wide { grid-column: 1 / -1; } }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 18px 20px; min-width: 0; }
h2 { font-size: 15px; margin: 0 0 10px; } .soft { color: var(--soft); font-size: 14px; font-weight: 400; margin: 0 0 10px; }
.now { font: 500 clamp(22px, 5vw, 32px)/1.2 'Iowan Old Style', Palatino, Georgia, serif; margin: 0 0 4px; font-variant-numeric: tabular-nums; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; } .row { display: flex; flex-wrap: wrap; gap: 8px; justify-content: space-between; align-items: center; }
button, .button { font: inherit; font-weight: 600; min-height: 40px; padding: 7px 16px; border-radius: 10px; border: 1.5px solid var(--ink); background: var(--ink); color: #fff; cursor: pointer; text-decoration: none; display: inline-block; }
button:hover { background: #454d56; } .quiet { background: transparent; color: var(--ink); } .quiet:hover { background: var(--sand); } button.small { min-height: 32px; padding: 2px 10px; font-size: 13px; } button:disabled { opacity: 0.5; cursor: wait; }
fieldset { border: 0; padding: 0; margin: 0; } legend { font-size: 13px; font-weight: 600; padding: 0; } .ticks { display: flex; flex-wrap: wrap; gap: 0 18px; } .top nav + nav { margin-left: 0; } .top a[aria-current] { font-weight: 700; text-decoration: none; }
.stack { display: grid; gap: 12px; } label { display: grid; gap: 4px; font-size: 13px; font-weight: 600; } .pair { display: flex; gap: 20px; align-items: end; } .tick { display: flex; gap: 8px; align-items: center; min-height: 40px; }
input:not([type='checkbox']), select { font: inherit; font-weight: 400; padding: 8px 10px; border: 1px solid #a99c86; border-radius: 8px; background: #fff; width: 100%; min-width: 0; } input[type='number'] { width: 90px; } input[type='checkbox'] { width: 18px; height: 18px; accent-color: var(--ink); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(105px, 1fr)); gap: 12px; margin: 0; } .facts div { display: flex; flex-direction: column-reverse; } .facts dt { color: var(--soft); font-size: 13px; } .facts dd { margin: 0; font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; }
.list { list-style: none; margin: 0; padding: 0; } .list li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; align-items: center; padding: 10px 0; border-top: 1px solid var(--line); } .list li > div:last-child { display: flex; gap: 6px; } .list span { overflow-wrap: anywhere; }
.pill { display: inline-block; padding: 1px 9px; border-radius: 10px; font-size: 12px; font-weight: 600; background: #e4d9c5; } .pill.good { background: #d9e4d2; color: #2d4a22; } .pill.warn { background: #f6dcb3; color: #6b3d07; } .pill.bad { background: #f3d0c8; color: #7c1f10; }
.faults { display: flex; flex-wrap: wrap; gap: 8px 18px; align-items: end; padding: 4px 0 14px; }
.scroll { overflow-x: auto; position: relative; } table { width: 100%; border-collapse: collapse; font-size: 14px; } th { text-align: left; font-size: 12px; color: var(--soft); font-weight: 600; } th, td { padding: 7px 10px 7px 0; border-top: 1px solid var(--line); white-space: nowrap; } thead th { border: 0; }
.list a { color: var(--amber); font-weight: 600; } @media (max-width: 560px) { .list li { grid-template-columns: 1fr; } .pair { flex-wrap: wrap; } }
.count { background: #f3d9a8; color: var(--ink); border-radius: 10px; padding: 0 7px; font-size: 12px; font-weight: 700; } .count:empty { display: none; } .hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.said { position: fixed; left: 0; right: 0; bottom: 18px; margin: 0 auto; width: fit-content; max-width: calc(100vw - 24px); background: var(--ink); color: #fff; padding: 10px 18px; border-radius: 12px; font-weight: 600; box-shadow: 0 8px 30px rgb(0 0 0 / 0.25); } .said:empty { display: none; } .said.bad { background: #7c1f10; }
`;
