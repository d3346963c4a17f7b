import { useNavigate, useSearchParams } from '@remix-run/react';

/**
 * The pages of a table whose address says after which row its page begins.
 * @param next of the following page; null on the last
 */
export function usePages(next: string | null) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return {
    hasNext: next !== null,
    hasPrevious: params.has('after'),
    onNext() {
      const following = new URLSearchParams(params);
      following.set('after', next ?? '');
      navigate(`?${following}`);
    },
    onPrevious: () => navigate(-1),
  };
}
