import { html, raw } from 'hono/html';
import { page, when } from '../mailbox/pages.ts';
import type { Post } from './social-networks.ts';

const STYLE = `
.posts { display: grid; gap: 16px; list-style: none; margin: 0; padding: 0; justify-items: center; }
.post { width: 100%; max-width: 520px; background: #fff; border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.post > div { padding: 14px 18px; } .post p { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.post p.soft { white-space: normal; }
.post img { display: block; width: 100%; max-height: 320px; object-fit: cover; }
.post .name { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; } .post a { color: var(--amber); }
.network { background: var(--sand); border-radius: 8px; padding: 1px 8px; font-size: 13px; }
`;

const NAMES: Readonly<Record<Post['network'], string>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  mastodon: 'Mastodon',
};

const isPicture = (address: string) => /^(https?:\/\/|data:image\/(png|jpeg|gif|webp);base64,)/.test(address);

/** Links in a text can be followed, but for Instagram's. */
function linked(text: string, network: Post['network']) {
  if (network === 'instagram') return text;
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}" target="_blank">${part}</a>` : part));
}

function card({ id, network, text, link, picture, alt, shownTo, at }: Post, name: string) {
  return html`<li class="post" id="${id}">
    ${picture && isPicture(picture) ? html`<img src="${picture}" alt="${alt ?? ''}" />` : ''}
    <div>
      <span class="name"><strong>${name}</strong><span class="network">${NAMES[network]}</span></span>
      <p>${linked(text, network)}</p>
      ${link ? html`<p><a href="${link}" target="_blank">${link}</a></p>` : ''}
      <p class="soft">
        <time datetime="${at}">${when(at)}</time> ·
        ${shownTo ? 'shown to some: ' : 'shown to everybody'}${shownTo ? JSON.stringify(shownTo) : ''}
      </p>
    </div>
  </li>`;
}

/** What was published on social networks, newest first. */
export function postsPage(posts: readonly Post[], name: string) {
  const none = html`<p class="card empty">
    No posts yet. Schedule one under Campaigns → Social posts, then move the clock to its hour.
  </p>`;
  return page(
    'Posts',
    '',
    html`<style>
        ${raw(STYLE)}
      </style>
      ${
        posts.length === 0
          ? none
          : html`<ul class="posts">
              ${posts.map((post) => card(post, name))}
            </ul>`
      }`,
  );
}
