#pragma once
/// What several replies have in them.

#include "actors/desk/request.hpp"
#include "adapters/api/reply_json.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

void to_proto(const setting_view& from, v1::SettingOrigin& into);
void to_proto(const rejection& from, v1::Error& into);

}  // namespace sluice::api
