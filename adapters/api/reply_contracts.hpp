#pragma once
/// What the answers about contracts and accounts look like. Used by the reply codec.

#include "actors/desk/answer.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

void to_proto(const contract_view& from, v1::Contract& into);
void to_proto(const account_view& from, v1::Account& into);  ///< reply_accounts.cpp
void to_proto(const settlements_view& from, v1::Settlements& into);

}  // namespace sluice::api
