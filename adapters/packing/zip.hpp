#pragma once
/// ZIP archives, as Alipay and UnionPay send bills. Pure: nothing is written anywhere, so a name
/// that climbs out of a folder does no harm; names are bytes, often GBK.
/// Source: PKWARE's APPNOTE.TXT 6.3.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice::packing {

struct zip_entry {
  std::string name;
  std::string content;
};

struct not_a_zip {
  std::string why;  ///< for a person
};

/// Refused are: encrypted entries, methods other than "stored" and DEFLATE, checksums that do not
/// fit, archives in parts or beyond 4 GiB, a name that comes twice, and more than `most` bytes.
[[nodiscard]] std::variant<std::vector<zip_entry>, not_a_zip> unzip(std::string_view archive,
                                                                    std::size_t most);

[[nodiscard]] bool is_zip(std::string_view bytes) noexcept;

}  // namespace sluice::packing
