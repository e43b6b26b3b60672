// Alipay's own SDK speaks with the simulated Alipay: what it signs is taken, what the channel signs
// it proves; with a wrong key each refuses the other.

import { AlipaySdk } from 'alipay-sdk';
import {
  check, ear, finish, fresh, key, publicHalf, refused, startChannels, until,
} from './stage.mjs';

const base = await startChannels();
const gateway = `${base}/gateway.do`;
const common = {
  appId: '2014072300007148',
  privateKey: key('merchant_key'),
  keyType: 'PKCS8',
  gateway,
  camelcase: true,
};
const byKey = new AlipaySdk({ ...common, alipayPublicKey: key('provider_public') });
const byCertificate = new AlipaySdk({
  ...common,
  appCertContent: key('alipay_app_certificate'),
  alipayPublicCertContent: key('alipay_certificate'),
  alipayRootCertContent: key('alipay_root_certificate'),
});

const proving = { validateSign: true };
const is = (answer, code) => answer.code === code;
const isUnproven = (error) => String(error).includes('验签失败');

async function trade(sdk, mode) {
  const call = (method, bizContent, more = {}) =>
    sdk.exec(`alipay.trade.${method}`, { ...more, bizContent }, proving);
  const query = (outTradeNo) => call('query', { outTradeNo });

  const shop = await ear('success');
  const shown = fresh('precreate');
  const code = await call('precreate',
    { outTradeNo: shown, totalAmount: '12.00', subject: '一杯咖啡 + 100%/"x"' },
    { notifyUrl: shop.url });
  check(`${mode}: precreate is signed both ways`,
    is(code, '10000') && code.qrCode?.startsWith('https://qr.alipay.com/'), code);
  const paid = await until('payment',
    async () => [await query(shown)].find((one) => one.tradeStatus === 'TRADE_SUCCESS'));
  check(`${mode}: query finds it paid`, paid.totalAmount === '12.00', paid);
  const told = Object.fromEntries(new URLSearchParams((await shop.next()).body));
  check(`${mode}: the channel's notification is proven`,
    told.out_trade_no === shown && sdk.checkNotifySignV2(told), told);
  check(`${mode}: with another amount it is not`,
    !sdk.checkNotifySignV2({ ...told, total_amount: '0.01' }), told);

  const scanned = fresh('pay');
  const pay = { outTradeNo: scanned, scene: 'bar_code', authCode: '281234567890123456',
    totalAmount: '7.00', subject: 'tea' };
  const bought = await call('pay', pay);
  check(`${mode}: pay with a code, a part by coupon`,
    is(bought, '10000') && bought.totalAmount === '7.00' && bought.buyerPayAmount === '6.30',
    bought);
  const back = await call('refund',
    { outTradeNo: scanned, refundAmount: '3.00', outRequestNo: 'r1' });
  check(`${mode}: refund of a part`, back.fundChange === 'Y' && back.refundFee === '3.00', back);
  const again = await call('refund',
    { outTradeNo: scanned, refundAmount: '3.00', outRequestNo: 'r1' });
  check(`${mode}: repeated, it moves nothing`,
    again.fundChange === 'N' && again.refundFee === '3.00', again);
  const found = await call('fastpay.refund.query', { outTradeNo: scanned, outRequestNo: 'r1' });
  check(`${mode}: refund query`, found.refundStatus === 'REFUND_SUCCESS', found);
  const declined = await call('pay',
    { ...pay, outTradeNo: fresh('declined'), totalAmount: '7.03' });
  check(`${mode}: a refusal is signed, too`,
    declined.subCode === 'ACQ.BUYER_BALANCE_NOT_ENOUGH', declined);
  const unknown = await query('nosuchtrade');
  check(`${mode}: so is "no such trade"`, unknown.subCode === 'ACQ.TRADE_NOT_EXIST', unknown);
}

await trade(byKey, 'public key');
await trade(byCertificate, 'certificates');

// The gateway signs no refusal of what is wrongly signed; so the SDK does not believe it either.
const stranger = new AlipaySdk({
  ...common,
  privateKey: key('unionpay_provider_key'),
  alipayPublicKey: key('provider_public'),
});
const asked = { bizContent: { outTradeNo: 'any' } };
const answer = await stranger.exec('alipay.trade.query', asked);
check('signed with a wrong key: the channel refuses', answer.subCode === 'isv.invalid-signature',
  answer);
await refused('the SDK does not believe that unsigned refusal',
  () => stranger.exec('alipay.trade.query', asked, proving), isUnproven);
const misrooted = new AlipaySdk({
  ...common,
  appCertContent: key('alipay_app_certificate'),
  alipayPublicCertContent: key('alipay_certificate'),
  alipayRootCertContent: key('unionpay_root'),
});
const numbered = await misrooted.exec('alipay.trade.query', asked);
check('the number of another root: the channel refuses',
  numbered.subCode === 'isv.invalid-app-cert-sn', numbered);
const credulous = new AlipaySdk({
  ...common,
  alipayPublicKey: publicHalf('merchant_key'),
});
await refused('proven with a wrong key: the SDK refuses',
  () => credulous.exec('alipay.trade.query', asked, proving), isUnproven);
finish();
