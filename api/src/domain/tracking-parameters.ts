/**
 * Query parameters that say by which link somebody came, never what is read. In small letters; they are matched in any
 * case. One list for all publishers; each may name exceptions.
 *
 * To bring it up to date: `npm pack tidy-url`, put in the names of the rule "Global" in its data/rules.js that no family
 * covers, and change the date. What a release adds or takes away changes which addresses are one article; stored articles
 * follow at the next start (jobs/article-addresses.ts).
 */
export const TRACKING_PARAMETERS = {
  updatedOn: '2026-12-01',
  source: 'tidy-url 1.18.3 (MIT), rule "Global"; and our own',
  /** Every name that begins so. */
  families: 'utm_ mtm_ pk_ piwik_ matomo_ at_ hsa_ itm_ gad_ lmd_ sfmc_ ns_',
  fromTidyUrl: `
  __hsfp __hssc __hstc __s _hsenc _hsmi cmpid elq elqaid elqat elqcampaignid elqtrack elqtrackid fbclid
  ga_campaign ga_content ga_medium ga_place ga_source ga_term gclid gclsrc hsctatracking int_campaign
  int_cmp_creative int_cmp_id int_cmp_name int_content int_medium int_source mbid mc_cid mc_eid mkt_tok ncid
  oly_anon_id oly_enc_id rdt_cid vero_conv vero_id
  `,
  own: `
  __twitter_impression _branch_match_id _branch_referrer _bta_c _bta_tid _ga _gac _gid _gl _ke _kx _openstat
  actcampaigntype actid action_object_map action_ref_map action_type_map actsource amp_gsa amp_js_v amp_r aoh
  awc bsft_clkid bsft_eid bsft_mid bsft_uid cjevent cm_ite cm_lm cm_mmc cm_mmca1 cm_sp cmp_id cvid dclid dicbo
  dm_i ef_id email_hash epik fb_action_ids fb_action_types fb_comment_id fb_ref fb_source gbraid gcl_au gs_l
  guccounter guce_referrer guce_referrer_sig hmb_campaign hmb_medium hmb_source icid igsh igshid int_ref intcmp
  irclickid irgwc jsessionid kclickid li_fat_id m_i mc_tc mibextid midtoken mkwid ml_subscriber
  ml_subscriber_hash msclkid nb_klid nl_id nlid obclid oborigurl pcrid phpsessid plclid qclid rdid ref_src
  ref_url s_cid s_kwcid s_lc sc_campaign sc_channel sc_content sc_medium sc_source sccid scm sib_id smid smtyp
  soc_src soc_trk spm srsltid taboolaclickid tblci tduid trk trkcampaign trkemail trkinfo tt_content tt_medium
  ttclid twclid usqp ved vgo_ee vmcid wbclid wbraid wickedid wt.mc_id wt.z_mc wt_mc wt_zmc wtrid xhsshare xtnp
  xtor xtref xts yclid ysclid zanpid
  `,
} as const
