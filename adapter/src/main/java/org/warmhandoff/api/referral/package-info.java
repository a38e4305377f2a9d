/** What staff do about referrals, over HTTP: what they record, and whom they ask next. */
package org.warmhandoff.api.referral;
