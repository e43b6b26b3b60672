#include "sim/providers/alipay_pages.hpp"

// alipay.trade.precreate, page.pay, wap.pay, app.pay.

namespace sluice::sim::alipay {

face_answer shown_page(const std::string& text) {
  return {.status = 200,
          .content_type = "text/html; charset=utf-8",
          .body = "<html><head><title>Alipay</title></head><body>" + text + "</body></html>\n"};
}

namespace {

/// Whatever the payer is shown proves nothing to the merchant, and is not signed.
face_answer opened(provider& behind, const call& c, const char* product, business_type type,
                   instant now) {
  if (text(c, "product_code") != product) return shown_page("参数无效 product_code");
  const auto r = place(behind, c, type, now);
  if (!r) return shown_page("参数无效");
  auto shown = r->how == delivery::html_page ? html_page() : shown_page("支付宝收银台");
  if (r->verdict == pay_verdict::awaiting_payer)
    offer_with_payment(behind, c, now);
  else
    shown.body = shown_page(refusal_of(r->verdict).value("sub_msg", "")).body;
  shown.how = r->how;
  shown.after = r->after;
  return shown;
}

}  // namespace

face_answer precreate(provider& behind, const call& c, instant now) {
  const auto r = place(behind, c, business_type::native_qr, now);
  if (!r) return wrap(c, invalid_parameter());
  auto node = refusal_of(r->verdict);
  if (r->verdict == pay_verdict::awaiting_payer) {
    node = success();
    node["out_trade_no"] = r->about.key;
    node["qr_code"] = "https://qr.alipay.com/bax" + r->about.reference;
  }
  return wrap(c, node, r->how, r->after);
}

face_answer page_pay(provider& behind, const call& c, instant now) {
  return opened(behind, c, "FAST_INSTANT_TRADE_PAY", business_type::ebank, now);
}

face_answer wap_pay(provider& behind, const call& c, instant now) {
  return opened(behind, c, "QUICK_WAP_WAY", business_type::h5, now);
}

face_answer app_pay(provider& behind, const call& c, instant now) {
  return opened(behind, c, "QUICK_MSECURITY_PAY", business_type::app, now);
}

}  // namespace sluice::sim::alipay
