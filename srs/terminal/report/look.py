"""How the page looks, on paper, on a phone and in the dark, and the script that sorts and filters its tables."""

STYLE = """
:root{--ground:#fff;--ink:#1c2126;--soft:#59636e;--rule:#d5dade;--mark:#1f6f78;--aim:#a4471f;
--h0:#e8ebee;--h1:#b5d8d6;--h2:#74b3b3;--h3:#3a868c;--h4:#155058}
@media (prefers-color-scheme:dark){:root{--ground:#14181c;--ink:#e4e8eb;--soft:#9aa5af;--rule:#343c44;--mark:#5fb8bd;
--aim:#ee9a70;--h0:#232a30;--h1:#1c4a4f;--h2:#2b747a;--h3:#4da3a8;--h4:#9adadb}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:1120px;margin:0 auto;padding:1.2rem}h1{font-size:1.6rem;margin:0}
h2{font-size:1.1rem;margin:1.6rem 0 .3rem}h3{font-size:1rem}.note,figcaption{color:var(--soft);margin:.1rem 0 .6rem}
figcaption{font-size:.88rem}figure{margin:0;break-inside:avoid;min-width:0}
.facts{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;padding:0;margin:1rem 0 0}
.facts b{font-size:1.25rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:0 2rem}
svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font:12px system-ui}
.wide{overflow-x:auto}.wide svg{min-width:680px;direction:ltr}figure .wide{direction:rtl}
.grid{stroke:var(--rule)}.target{stroke:var(--aim);stroke-dasharray:5 4;stroke-width:1.5}
.curve{fill:none;stroke:var(--mark);stroke-width:2}.dot{fill:var(--mark)}.bar{fill:var(--mark)}
.h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}
details{border-top:1px solid var(--rule);padding:.4rem 0}summary{cursor:pointer;padding:.2rem 0}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:right;padding:.25rem .5rem;border-bottom:1px solid var(--rule);white-space:nowrap;vertical-align:top}
th:first-child,td:first-child{text-align:left;white-space:normal}
details th:first-child,details td:first-child{min-width:14rem}
th:last-child,td:last-child{text-align:left}
.ready td:last-child{white-space:normal}
th button{all:unset;cursor:pointer}th button:focus-visible{outline:2px solid var(--mark)}
th[aria-sort=ascending] button:after{content:" ↑"}th[aria-sort=descending] button:after{content:" ↓"}
input{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--soft);border-radius:4px;
padding:.2rem .5rem}
dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 0 1.2rem}
@media (max-width:600px){.pair svg text{font-size:16px}details th:first-child,details td:first-child{min-width:11rem}}
@page{margin:14mm}
@media print{:root{--ground:#fff;--ink:#000;--soft:#444;--rule:#bbb}.filter{display:none}main{max-width:none;padding:0}
.pair{grid-template-columns:1fr 1fr}.pair svg text{font-size:14px}tr{break-inside:avoid}h2,summary{break-after:avoid}
.wide{overflow:visible}.wide svg{min-width:0}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""

SCRIPT = """
const box=document.querySelector('.filter');
if(box){box.hidden=false;box.querySelector('input').addEventListener('input',e=>{
const asked=e.target.value.toLowerCase();
for(const part of document.querySelectorAll('details')){let left=0;
for(const row of part.querySelectorAll('tbody tr')){
row.hidden=!row.textContent.toLowerCase().includes(asked);left+=!row.hidden}
if(asked)part.open=left>0}})}
addEventListener('beforeprint',()=>{const all=document.querySelectorAll('details');
if(document.querySelectorAll('details tbody tr').length<=600)for(const part of all)part.open=true});
const number=t=>{const n=parseFloat(t.replace(/,/g,''));const signed=/^[+\\-\\d]/.test(t);
return signed&&!/^\\d{4}-/.test(t)&&!isNaN(n)?n:null};
for(const head of document.querySelectorAll('th')){
const button=document.createElement('button');button.textContent=head.textContent;head.replaceChildren(button);
button.addEventListener('click',()=>{
const up=head.getAttribute('aria-sort')!=='ascending',at=head.cellIndex,body=head.closest('table').tBodies[0];
for(const other of head.parentNode.children)other.removeAttribute('aria-sort');
head.setAttribute('aria-sort',up?'ascending':'descending');
const told=row=>row.cells[at].textContent.trim();
const rows=[...body.rows].sort((a,b)=>{const x=told(a),y=told(b);
if((x==='–')!==(y==='–'))return x==='–'?1:-1;
const m=at?number(x):null,n=at?number(y):null;
return (up?1:-1)*(m!==null&&n!==null?m-n:x.localeCompare(y))});
body.append(...rows)})}
"""
