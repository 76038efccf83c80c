'use strict';
(() => {
  // The table can be read without this script, which sorts and filters it. It holds no ampersand and no less-than sign, so that the page is XML.
  const table = document.getElementById('fleet');
  const opened = [];
  addEventListener('beforeprint', () => {
    for (const d of document.querySelectorAll('details:not([open])')) { d.open = true; opened.push(d); }
  });
  addEventListener('afterprint', () => { for (const d of opened.splice(0)) d.open = false; });
  if (!table) return;

  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = rows.map(r => r.textContent.toLowerCase());
  const heads = Array.from(table.tHead.rows[0].cells);
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.toLowerCase() : cell.dataset.v === '' ? null : Number(cell.dataset.v);
  };
  const sort = column => {
    const head = heads[column];
    const down = head.getAttribute('aria-sort') === 'ascending';
    heads.forEach(h => h.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const keyed = rows.map((row, i) => ({ row, i, key: value(row, column) }));
    keyed.sort((a, b) => {
      // What has no value comes last, whatever the direction.
      if (a.key === null || b.key === null) return a.key === b.key ? a.i - b.i : a.key === null ? 1 : -1;
      const order = a.key > b.key ? 1 : b.key > a.key ? -1 : a.i - b.i;
      return down ? -order : order;
    });
    const all = document.createDocumentFragment();
    keyed.forEach(k => all.append(k.row));
    body.append(all);
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.append(button);
    button.addEventListener('click', () => sort(column));
  });

  const tools = document.querySelector('.tools');
  const words = document.getElementById('words');
  const verdict = document.getElementById('verdict');
  const count = document.getElementById('count');
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(w => w !== '');
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = wanted.every(w => texts[i].includes(w)) ? (verdict.value === '' || row.dataset.verdict === verdict.value) : false;
      row.hidden = !fits;
      if (fits) shown++;
    });
    count.textContent = shown + ' of ' + rows.length + ' services';
  };
  words.addEventListener('input', filter);
  verdict.addEventListener('change', filter);
  tools.hidden = false;
  filter();
})();
