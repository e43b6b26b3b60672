#pragma once
/// The text of UnionPay's answers: name=value&name=value like a form, but not escaped. A value may
/// hold '=', '+', line ends (certificates), and "{name=value&name=value}". In GBK too no byte of a
/// character looks like '&', '=' or a brace of its own, so bytes are cut before anybody asks what
/// they mean.

#include <string_view>

#include "adapters/channels/form.hpp"

namespace sluice::unionpay {

[[nodiscard]] reading<form_fields> read_fields(std::string_view body);

}  // namespace sluice::unionpay
