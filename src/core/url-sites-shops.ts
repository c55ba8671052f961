import { countries, first, type UrlSite } from "./url-site.ts";

const AMAZON = "com co.uk de fr it es nl pl se com.be ca com.mx com.br com.au in co.jp sg ae sa eg com.tr ie co.za";

/** What is sold. */
export const SHOPS: readonly UrlSite[] = [
  {
    hosts: [...countries("amazon", AMAZON), ...countries("smile.amazon", "com co.uk de")],
    ignored: [
      ...["ref", "tag", "linkcode", "psc", "th", "qid", "sr", "sprefix", "crid", "ref_", "dib", "dib_tag", "keywords"],
      ...["content-id", "linkid", "camp", "creative", "creativeasin", "ascsubtag", "_encoding", "smid", "spla"],
    ],
    page: (url) => {
      const host = url.hostname.replace(/^smile\./, "");
      const product = first(
        url.pathname,
        /^\/(?:[^/]+\/){0,4}?(?:dp|gp\/product|gp\/aw\/d|o\/asin|exec\/obidos\/asin|gp\/video\/detail)\/([A-Z\d]{10})(?:\/.*)?$/i,
      );
      return product === null ? `${host}${url.pathname}${url.search}` : `${host}/dp/${product.toUpperCase()}`;
    },
  },
  {
    hosts: countries("ebay", "com co.uk de fr it es nl pl ca com.au at ch ie"),
    page: (url) => {
      const thing = first(url.pathname, /^\/itm\/(?:[^/]+\/)?(\d{9,15})$/);
      const variation = url.searchParams.get("var");
      return thing === null
        ? null
        : `${url.hostname}/itm/${thing}${variation && /^\d+$/.test(variation) ? `?var=${variation}` : ""}`;
    },
  },
  {
    hosts: ["aliexpress.com", ".aliexpress.com"],
    ignored: ["spm", "scm", "pvid", "algo_pvid", "algo_exp_id", "gatewayadapt", "pdp_npi", "aff_fcid", "aff_fsk", "sk"],
  },
  {
    hosts: ["etsy.com"],
    ignored: ["ref", "click_key", "click_sum", "ga_order", "ga_search_type", "ga_view_type", "organic_search_click"],
    page: (url) => {
      const listing = first(url.pathname, /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?listing\/(\d+)(?:\/[^/]*)?$/);
      return listing === null ? null : `etsy.com/listing/${listing}`;
    },
  },
  {
    hosts: ["store.steampowered.com"],
    ignored: ["snr", "curator_clanid", "l"],
    page: (url) => {
      const game = first(url.pathname, /^\/app\/(\d+)(?:\/[^/]*)?$/);
      return game === null ? null : `store.steampowered.com/app/${game}`;
    },
  },
  {
    hosts: ["booking.com"],
    ignored: ["aid", "label", "sid", "srpvid", "sb_price_type", "hpos", "hapos", "dest_type"],
  },
];
