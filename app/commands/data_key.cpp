#include "app/commands/data_key.hpp"

#include <iomanip>
#include <iostream>

#include "adapters/access/data_keys.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/commands/commands.hpp"
#include "base/time_text.hpp"

namespace sluice::app {
namespace {

using access::keystore;
using trouble = std::optional<std::string>;

/// Unless `before` says why not.
int add_data_key(const keystore_at& where, const merchant_id& merchant,
                 const std::function<trouble(const keystore&)>& before) {
  const auto made = access::make_data_key(merchant, machine_clock().wall());
  const auto add = [&](keystore& all) {
    auto why = before(all);
    if (!why) all.data_keys.push_back(made);
    return why;
  };
  if (const auto why = access::change_keystore(where.file, where.master, where.installation, add)) {
    say(*why);
    return exit_failed;
  }
  std::cout << made.id.value() << '\n';
  say("data key " + made.id.value() + " (fingerprint " + access::fingerprint_of(made) +
      ") seals what is private in new records of " + merchant.value() +
      " once the engine has read its keystore (SIGHUP, pay.config.reload, or a start)");
  return exit_done;
}

}  // namespace

int make_first_data_key(const keystore_at& where, const std::string& merchant) {
  if (!is_name(merchant)) {
    say("--merchant must be " + std::string(name_rule));
    return exit_misused;
  }
  const merchant_id whose{merchant};
  return add_data_key(where, whose, [&](const keystore& all) {
    const auto keys = access::record_keys_of(all);
    const auto* const now = keys.newest_of(whose);
    if (now == nullptr) return trouble();
    return trouble(merchant + " has the data key " + now->id.value() +
                   "; `sluice key rotate --id " + now->id.value() + "` makes the next one");
  });
}

std::optional<int> rotate_data_key(const keystore_at& where, const std::string& id) {
  const auto read = access::read_keystore(where.file, where.master, where.installation);
  const auto* const all = std::get_if<keystore>(&read);
  const auto* const old = all == nullptr ? nullptr : find_data_key(*all, id);
  if (old == nullptr) return std::nullopt;
  return add_data_key(where, old->merchant, [](const keystore&) { return trouble(); });
}

const data_key* find_data_key(const keystore& in, const std::string& id) {
  for (const auto& k : in.data_keys)
    if (k.id.value() == id) return &k;
  return nullptr;
}

void list_data_keys(const keystore& all) {
  const auto keys = access::record_keys_of(all);
  for (const auto& k : all.data_keys) {
    const bool seals = keys.newest_of(k.merchant)->id == k.id;
    std::cout << std::left << std::setw(20) << k.id.value() << std::setw(13) << "data_key"
              << std::setw(18) << k.merchant.value() << access::fingerprint_of(k) << "  "
              << rfc3339(k.from) << "  " << (seals ? "seals new records" : "opens old records")
              << '\n';
  }
}

}  // namespace sluice::app
