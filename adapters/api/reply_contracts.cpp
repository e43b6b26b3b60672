#include "adapters/api/reply_contracts.hpp"

#include "base/time_text.hpp"
#include "domain/contract/row_text.hpp"

namespace sluice::api {
namespace {

void to_proto(const contract::agreed& from, v1::ContractVersion& into) {
  into.set_version(from.version);
  into.set_valid_from(rfc3339(from.valid_from));
  into.set_account_owner(std::string(name_of(from.terms.owner)));
  into.set_billing(std::string(name_of(from.terms.how)));
  for (const auto& row : from.terms.rows) into.add_rows(contract::to_text(row));
  into.set_operator_(from.who.operator_name);
  into.set_reason(from.who.reason);
}

}  // namespace

void to_proto(const contract_view& from, v1::Contract& into) {
  if (from.with.side == contract::side::merchant)
    into.set_merchant(from.with.name);
  else
    into.set_channel(from.with.name);
  for (const auto& version : from.versions) to_proto(version, *into.add_versions());
  into.set_position(from.position);
}

}  // namespace sluice::api
