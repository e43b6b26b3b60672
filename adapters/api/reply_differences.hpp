#pragma once
/// What the answers about bills and their differences look like. Used by the reply codec.

#include "actors/desk/answer.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

void to_proto(const bill_view& from, v1::BillReport& into);
void to_proto(const difference_view& from, v1::Difference& into);
void to_proto(const difference_list& from, v1::DifferenceList& into);

}  // namespace sluice::api
