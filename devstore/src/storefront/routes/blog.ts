import type { Hono } from 'hono';
import { articlesOf, BLOG } from '../../seed/articles.ts';
import { articleObject, blogObject } from '../objects/article.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { visitorOf } from '../visitor.ts';

/** The blog's list, its tags and its articles. */
export function registerBlog(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const articles = () => articlesOf(devstore.store.shop, devstore.clock.now());

  app.on('GET', localized('/blogs'), (c) => c.redirect(`${rootOf(visitorOf(c, devstore))}/blogs/${BLOG.handle}`));

  app.on('GET', [...localized('/blogs/:blog'), ...localized('/blogs/:blog/tagged/:tag')], (c) => {
    const visitor = visitorOf(c, devstore);
    const tag = c.req.param('tag');
    const all = articles();
    if (c.req.param('blog') !== BLOG.handle) return storefront.notFound(c);
    if (tag !== undefined && !all.some((article) => article.tags.includes(tag))) return storefront.notFound(c);
    const blog = blogObject(all, { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) }, tag);
    return storefront.page(c, visitor, {
      template: 'blog',
      title: blog.title,
      description: BLOG.about[visitor.locale],
      objects: { blog, current_tags: tag === undefined ? null : [tag] },
    });
  });

  app.on('GET', localized('/blogs/:blog/:article'), (c) => {
    const visitor = visitorOf(c, devstore);
    const all = articles();
    const article = all.find((one) => one.handle === c.req.param('article'));
    if (c.req.param('blog') !== BLOG.handle || !article) return storefront.notFound(c);
    const context = { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
    const object = articleObject(article, context);
    return storefront.page(c, visitor, {
      template: 'article',
      title: object.title,
      description: object.excerpt,
      objects: { article: object, blog: blogObject(all, context) },
    });
  });
}
