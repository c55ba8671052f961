/**
 * Parameters that say how a person came to a page, never what it shows. Gathered from what browsers and lists strip:
 * Firefox's query stripping list (toolkit/components/antitracking), Brave's query filter, ClearURLs' global rules and
 * AdGuard's tracking parameter filter, and the senders' own manuals. A name that some site uses for its content
 * (`ref`, `source`, `id`, `campaign`, `s`) stands with the sites in `url-sites.ts` only.
 */
const NAMES = new Set(
  [
    // Click ids: Google, Microsoft, Yandex, Meta, X, TikTok, LinkedIn, Pinterest, Snap, Quora, Reddit, Taboola, …
    "gclid gclsrc dclid gbraid wbraid gad gad_source gad_campaignid srsltid msclkid yclid ysclid yadclid ymclid _openstat",
    "fbclid fb_action_ids fb_action_types fb_ref fb_source igsh igshid ig_rid ig_mid twclid ttclid li_fat_id epik sccid",
    "qclid rdt_cid tblci dicbo ndclid unicorn_click_id rb_clickid wickedid irclickid irgwc zanpid cjevent cjdata _bhlid",
    "tduid gdfms gdftrk gdffi awc ranmid raneaid ransiteid ef_id s_kwcid mkwid pcrid syclid admitad_uid bsft_clkid bsft_uid",
    // X and its embeds; AMP caches.
    "ref_src ref_url __twitter_impression tw_source tw_campaign amp_js_v amp_gsa amp_r amp_ct amp_lite usqp aoh",
    // Analytics: Google, Adobe, Piano, Webtrekk, Yahoo, HubSpot.
    "_ga _gl _gac _gid s_cid sc_cid sc_campaign xtor xtref cmpid ncid wt_mc wt_zmc wt.mc_id wt.mc_ev guccounter",
    "guce_referrer guce_referrer_sig hsctatracking __hstc __hssc __hsfp __hsdp _hsenc _hsmi",
    // Mailings: Mailchimp, Marketo, Vero, Olytics, MailerLite, Drip, ConvertKit, Klaviyo, Eloqua, Emarsys, Listrak, …
    "mc_cid mc_eid mc_tc mkt_tok vero_id vero_conv oly_anon_id oly_enc_id ml_subscriber ml_subscriber_hash __s",
    "ck_subscriber_id _ke _kx nb_klid elqtrack elqtrackid elq elqaid elqat elqcampaignid dm_i dm_t sc_src sc_lid sc_llid",
    "sc_uid sc_eh sc_customer trk_contact trk_msg trk_module trk_sid emci emdi vgo_ee et_rid et_cid ss_email_id sfmc_id",
    "ss_source ss_campaign_id ss_campaign_name ss_campaign_sent_date omnisendcontactid omnisendattributionid mindbox-click-id",
    "mindbox-message-key cm_mmc cm_lm cm_ven cm_cat cm_pla cm_ite hmb_campaign hmb_medium hmb_source _branch_match_id",
    "_branch_referrer user_email_address",
  ].flatMap((line) => line.split(" ")),
);

/** Families: Urchin and Google, Matomo, HubSpot's advertisements, Optimail, internal campaigns. */
const FAMILIES =
  /^(?:utm_|(?:mtm|matomo|piwik|pk)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)$|hsa_|oft_|itm_(?:campaign|medium|source|content|term)$|stm_(?:campaign|medium|source|content|term)$|pd_rd_|pf_rd_)/;

/** Maps speak of UTM as well: the grid, whose coordinates are what is shown. */
const GRID = /^utm_?(?:[xyen]|zone|east(?:ing)?|north(?:ing)?)$/;

/** Whether a parameter only follows people. `name` in lower case. */
export function isTracking(name: string): boolean {
  return NAMES.has(name) || (FAMILIES.test(name) && !GRID.test(name));
}
