import { describe, expect, it } from 'vitest'
import { isProgram } from '../../api/src/domain/engagement/audience.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 12_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36'

const READERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  `${IPHONE} Feedly/91.0.0`,
  `${IPAD} Feedly/69.0`,
  `${ANDROID} Feedly/91.0`,
  `${IPHONE} NewsBreak/24.15`,
  `${ANDROID} NewsBreak/24.15.0`,
  `${ANDROID} newsbreak/5.6.2 (Android)`,
  `${IPHONE} Safari/604.1 SmartNews/24.6.0`,
  `${ANDROID} jp.gocro.smartnews.android/24.6.0`,
  `${IPHONE} GoogleNews/5.100`,
  `${ANDROID} com.google.android.apps.magazines`,
  `${IPHONE} GSA/320.0.639143386 Safari/604.1`,
  `${ANDROID} GSA/15.22.33.28.arm64`,
  `${IPHONE} AppleNews/608.0.1 Version/2.0.1`,
  `${IPHONE} NewsBlur/13`,
  `${IPHONE} NetNewsWire/6`,
  `${ANDROID} Opera News/12`,
  `${ANDROID} Flipboard/4.3.28/5500, 4.3.28, 5500`,
  `${IPHONE} Flipboard/4.3.28`,
  `${IPHONE} [FBAN/FBIOS;FBAV/463.1.0.43.108;FBBV/598000000;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5.1;FBSS/3;FBID/phone;FBLC/fr_FR;FBOP/5;FBRV/0]`,
  `${ANDROID} [FB_IAB/FB4A;FBAV/466.0.0.57.85;IABMV/1;]`,
  `${IPHONE} Instagram 333.0.0.33.111 (iPhone14,5; iOS 17_5_1; fr_FR; fr; scale=3.00; 1170x2532; 600001234)`,
  `${ANDROID} Instagram 333.0.0.42.91 Android (34/14; 420dpi; 1080x2109; samsung; SM-S918B; dm3q; qcom; fr_FR; 600000001)`,
  `${IPHONE} musical_ly_34.7.0 BytedanceWebview/d8a21c6 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/fr`,
  `${IPHONE} Twitter for iPhone/10.44`,
  `${IPHONE} LinkedInApp/9.29.7`,
  `${IPHONE} Snapchat/12.91.0.40 (like Safari/8618.2.12.10.9, panda)`,
  `${IPHONE} [Pinterest/iOS]`,
  `${IPHONE} WhatsApp/24.11.77`,
]

const PROGRAMS = [
  'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)',
  'FeedlyBot/1.0 (http://feedly.com)',
  `${IPHONE} (compatible; FeedFetcher-Google; +http://www.google.com/feedfetcher.html)`,
  `${ANDROID} (compatible; Google-Read-Aloud; +https://support.google.com/webmasters/answer/1061943)`,
  'Mozilla/5.0 (compatible; NewsBreak/1.0)',
  'Mozilla/5.0 (compatible; SmartNews/1.0; +http://smartnews.com)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.11; rv:49.0) Gecko/20100101 Firefox/49.0 (FlipboardProxy/1.2; +http://flipboard.com/browserproxy)',
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.6422.165 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Googlebot-News',
  `${IPHONE} AppleNewsBot/1.0`,
  `${ANDROID} NewsCrawler/2.0`,
  `${ANDROID} news-spider`,
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/125.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64) NewsReader/1.0',
  'curl/8.5.0',
]

describe('a user agent', () => {
  it.each(READERS)('is that of a reader: %s', (userAgent) => {
    expect(isProgram(userAgent)).toBe(false)
  })

  it.each(PROGRAMS)('is that of a program: %s', (userAgent) => {
    expect(isProgram(userAgent)).toBe(true)
  })
})
