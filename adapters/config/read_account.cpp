#include <algorithm>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/sections.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/p12.hpp"

namespace sluice::config {
namespace {

choice dialect_choice() {
  choice out{.what = "dialect", .names = {}};
  for (const auto& d : all_dialects()) out.names.emplace_back(d.name);
  return out;
}

/// Keys that everybody knows prove nothing.
void take_key(toml_reader& in, const std::string& name, bool is_test_account, secret& into) {
  std::string written;
  in.text(name, written);
  if (is_simulated(written) && !is_test_account)
    in.complain(name, "everybody knows the keys of the simulated channels",
                "them only where the channel says simulated = true");
  in.text(name, into);
}

/// False: some are missing or at fault.
bool read_keys(toml_reader& in, const dialect_row& speaks, bool is_test_account,
               account_keys& out) {
  auto inner = in.table("keys");
  if (!inner) {
    for (const auto& need : speaks.keys)
      if (need.is_required)
        in.complain(
            "keys", "is missing",
            "a table of keys with " + std::string(need.name) + ": " + std::string(need.what));
    return in.sound();
  }
  for (const auto& need : speaks.keys) {
    const std::string name(need.name);
    if (need.is_required && !inner->require(name, std::string(need.what))) continue;
    secret found;
    take_key(*inner, name, is_test_account, found);
    if (!found.empty()) out.add(name, std::move(found));
  }
  inner->finish();
  return inner->sound();
}

bool is_pem(const secret& text) { return text.reveal().find("-----BEGIN ") != std::string::npos; }

template <class T>
void complain_unless_usable(toml_reader& in, std::string_view key, const signing::usable<T>& read,
                            std::string allowed) {
  if (const auto* no = std::get_if<signing::unusable>(&read))
    in.complain(key, no->why, std::move(allowed));
}

void check_identity(toml_reader& in, const tls_identity& who) {
  if (who.is_p12)
    return complain_unless_usable(
        in, "certificate", signing::identity_in(who.certificate, who.password),
        "a P12 file, and its password beside it");
  if (who.certificate.empty()) return;
  complain_unless_usable(in, "certificate", signing::certificate::first_in(who.certificate),
                         "a certificate, PEM or P12");
  if (in.require("key", "the certificate's private key, PEM"))
    complain_unless_usable(
        in, "key", signing::private_key_in(who.key), "the certificate's private key, PEM");
}

void read_tls(toml_reader& in, bool is_test_account, std::shared_ptr<const tls_identity>& out) {
  auto inner = in.table("tls");
  if (!inner) return;
  tls_identity who;
  secret certificate, authorities;
  take_key(*inner, "certificate", is_test_account, certificate);
  take_key(*inner, "key", is_test_account, who.key);
  take_key(*inner, "password", is_test_account, who.password);
  take_key(*inner, "authorities", is_test_account, authorities);
  who.is_p12 = !certificate.empty() && !is_pem(certificate);
  who.certificate = certificate.reveal();
  who.authorities = authorities.reveal();
  if (inner->sound()) check_identity(*inner, who);
  if (!who.authorities.empty())
    complain_unless_usable(*inner, "authorities", signing::certificate::all_in(who.authorities),
                           "the certificates of the authorities, PEM");
  inner->finish();
  out = std::make_shared<const tls_identity>(std::move(who));
}

void read_spare(toml_reader& in, const channel_access& access, std::string& out) {
  read_http_url(in, "spare_url", out);
  if (!out.empty() && out == access.base_url)
    in.complain("spare_url", "is the same as base_url", "another address of the same channel");
}

void check_keys(toml_reader& in, const dialect_row& speaks, const channel_access& access) {
  const auto made = speaks.make(access.account);
  if (const auto* no = std::get_if<key_fault>(&made))
    in.complain("keys." + no->key, no->why, no->allowed);
}

}  // namespace

channel_access read_account(toml_reader& in, channel_id id,
                            const notification_settings& notifications) {
  channel_access out{.id = std::move(id)};
  if (in.require("dialect", "how the channel is spoken to, such as \"wechat_v3\""))
    out.dialect = in.one_of("dialect", dialect_choice()).value_or("");
  if (in.require("base_url", "the channel's address, such as \"https://openapi.alipay.com\""))
    read_http_url(in, "base_url", out.base_url);
  read_spare(in, out, out.spare_url);
  read_exit_address(in, out.exit_address);
  read_networks(in, "notification_networks", out.notification_networks);
  auto& who = out.account;
  who.pages_url = out.base_url;
  read_http_url(in, "pages_url", who.pages_url);
  in.text("app_id", who.app_id);
  in.text("merchant_id", who.merchant_id);
  in.text("terminal_ip", who.terminal_ip);
  in.flag("confirms_by_sms", who.confirms_by_sms);
  if (!notifications.public_url.empty())
    who.notify_url = notifications.public_url + "/notify/" + out.id.value();
  read_http_url(in, "notify_url", who.notify_url);
  bool is_test_account = false;
  in.flag("simulated", is_test_account);
  read_tls(in, is_test_account, out.tls);
  const auto* row = find_dialect(out.dialect);
  if (row == nullptr) {
    (void)in.table("keys");  // of what, nobody knows
    return out;
  }
  if (row->has_app_id) in.require("app_id", "our application's number at the channel");
  if (row->has_merchant_id)
    in.require("merchant_id", "our merchant number at the channel (mch_id, merId)");
  if (read_keys(in, *row, is_test_account, who.keys) && in.sound()) check_keys(in, *row, out);
  return out;
}

namespace {

/// Where nothing can be confirmed, an order would be charged at once although a code was meant to
/// be asked for.
void check_confirms(toml_reader& in, const dialect_row& speaks, const channel_settings& settings) {
  const auto& types = settings.business_types;
  if (std::ranges::none_of(types, [&](auto type) { return speaks.can(operation::confirm, type); }))
    in.complain("confirms_by_sms",
                "codes are nothing that the dialect \"" + std::string(speaks.name) +
                    "\" can send for these business_types",
                "it only where the dialect sends codes, such as \"unionpay\" with \"quick_pay\"");
}

}  // namespace

/// What a dialect cannot say would be found out by the first order.
void check_against_dialect(toml_reader& in, const channel_access& access,
                           const channel_settings& settings) {
  const auto* row = find_dialect(access.dialect);
  if (row == nullptr) return;  // told already
  std::string able;
  for (const auto& one : row->serves)
    able += (able.empty() ? "\"" : ", \"") + std::string(name_of(one.type)) + '"';
  for (const auto type : settings.business_types)
    if (!row->can(operation::pay, type))
      in.complain("business_types",
                  '"' + std::string(name_of(type)) + "\" is nothing that the dialect \"" +
                      access.dialect + "\" can ask for",
                  able);
  if (access.account.confirms_by_sms) check_confirms(in, *row, settings);
  const auto& whose = row->reaches;
  if (settings.reaches && std::ranges::find(whose, *settings.reaches) == whose.end())
    in.complain("wallet",
                "the dialect \"" + access.dialect + "\" reaches no payers of " +
                    std::string(name_of(*settings.reaches)),
                "a wallet that the dialect reaches");
}

}  // namespace sluice::config
