/** The viewer's words, for the page's tables. */
export const en = { 'canvas.name': 'Picture' };
export const zhHant = { 'canvas.name': '圖片' };
