#pragma once
/// The interface's own description: what schema.get answers.

#include <string>
#include <string_view>

namespace sluice::api {

/// adapters/api/v1/api.proto as it was when the engine was built.
[[nodiscard]] std::string_view schema_text() noexcept;

/// A serialised google.protobuf.FileDescriptorSet with that one file.
[[nodiscard]] std::string schema_descriptors();

/// "sluice.api.v1.Order"
[[nodiscard]] std::string full_name(std::string_view message);

}  // namespace sluice::api
