#include "adapters/bills/bill_file.hpp"

#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include "adapters/bills/alipay_bill.hpp"
#include "adapters/bills/chinese_text.hpp"
#include "adapters/bills/unionpay_bill.hpp"
#include "adapters/bills/wechat_bill.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "base/sha256.hpp"

namespace sluice::bills {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;
/// No channel's line is near as long: what has none has no lines.
constexpr std::size_t longest_line = std::size_t{1} << 16;
constexpr std::string_view mark_of_utf8 = "\xEF\xBB\xBF";

using outcome_of_file = std::variant<bill_in_file, not_a_bill>;

/// What people save when they wanted a bill.
std::optional<not_a_bill> nothing_like_a_bill(std::string_view head) {
  if (head.empty()) return not_a_bill{"is empty"};
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
    return not_a_bill{"is in UTF-16: bills are in UTF-8 or GBK; take the file as it was fetched"};
  if (head.starts_with(mark_of_utf8)) head.remove_prefix(mark_of_utf8.size());
  const auto first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return not_a_bill{"has nothing but blanks in it"};
  if (head[first] == '<') return not_a_bill{"is a page or a message in XML, not a bill"};
  if (head[first] == '{') return not_a_bill{"is an answer in JSON, not a bill"};
  return std::nullopt;
}

/// Cuts blocks into lines.
class line_cutter {
 public:
  template <class Take>
  bool add(std::string_view block, const Take& take) {
    for (;;) {
      const auto end = block.find('\n');
      if (end == std::string_view::npos) break;
      if (begun_.empty()) {
        take(without_return(block.substr(0, end)));
      } else {
        begun_ += block.substr(0, end);
        take(without_return(begun_));
        begun_.clear();
      }
      block.remove_prefix(end + 1);
    }
    begun_ += block;
    return begun_.size() <= longest_line;
  }
  template <class Take>
  void finish(const Take& take) {
    if (!begun_.empty()) take(without_return(begun_));
  }

 private:
  static std::string_view without_return(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  std::string begun_;
};

std::string_view first_line(std::string_view head) {
  if (head.starts_with(mark_of_utf8)) head.remove_prefix(mark_of_utf8.size());
  head = head.substr(0, head.find('\n'));
  if (head.ends_with('\r')) head.remove_suffix(1);
  return head;
}

outcome_of_file stream_wechat(std::ifstream& in, std::string& block, const row_visitor& visit) {
  bill_in_file out;
  std::optional<wechat_reader> reader;
  reader = wechat_reader::begun_by(first_line(block), [&](bill_row&& row) {
    ++out.rows;
    visit(reader->form(), std::move(row));
  });
  running_sha256 hash;
  line_cutter cutter;
  bool is_header = true;
  const auto take = [&](std::string_view line) {
    if (std::exchange(is_header, false)) return;
    if (is_utf8(line)) return reader->take(line);
    const auto converted = utf8_from_gbk(line);
    converted ? reader->take(*converted) : reader->set_next_apart("it is no text");
  };
  while (!block.empty()) {
    hash.add(block);
    if (!cutter.add(block, take)) return not_a_bill{"has a line of more than 64 KiB"};
    block.resize(block_size);
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return not_a_bill{"cannot be read to its end"};
  cutter.finish(take);
  out.about = std::move(*reader).finish();
  out.hash = hash.finish();
  return out;
}

/// Of those whose file is held whole the one that can read it.
reading_of_bill read_whole(std::string_view bytes, std::string_view name) {
  const bool is_archive = packing::is_zip(bytes);
  if (!is_archive) {
    auto wechat = read_wechat_bill(bytes);
    if (std::holds_alternative<bill>(wechat)) return wechat;
  }
  auto alipay = read_alipay_bill(bytes);
  if (std::holds_alternative<bill>(alipay)) return alipay;
  auto unionpay = read_unionpay_bill(bytes, name);
  if (std::holds_alternative<bill>(unionpay)) return unionpay;
  if (!is_archive)
    return not_a_bill{"has neither the header nor the columns of a bill that can be read"};
  const auto unpacked = packing::unzip(bytes, packing::largest_bill);
  if (const auto* no = std::get_if<packing::not_a_zip>(&unpacked))
    return not_a_bill{"is an archive that cannot be read: " + no->why};
  return not_a_bill{"is an archive with no bill of Alipay's or UnionPay's in it"};
}

outcome_of_file hold_whole(std::ifstream& in, std::string bytes, const std::string& name,
                           const row_visitor& visit) {
  while (in && bytes.size() <= packing::largest_bill) {
    const auto before = bytes.size();
    bytes.resize(before + block_size);
    in.read(bytes.data() + before, block_size);
    bytes.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (bytes.size() > packing::largest_bill)
    return not_a_bill{"is larger than 256 MiB, and no bill of WeChat Pay"};
  if (packing::is_gzip(bytes)) {
    auto text = packing::inflated(bytes, packing::wrapping::gzip, packing::largest_bill);
    if (!text)
      return not_a_bill{"is packed with GZIP, and damaged or more than 256 MiB when unpacked"};
    bytes = *std::move(text);
    if (auto no = nothing_like_a_bill(bytes)) return *std::move(no);
  }
  auto read = read_whole(bytes, name);
  if (auto* no = std::get_if<not_a_bill>(&read)) return std::move(*no);
  auto& whole = std::get<bill>(read);
  bill_in_file out{.rows = whole.rows.size(), .hash = sha256_of(bytes)};
  for (auto& row : whole.rows) visit(whole.form, std::move(row));
  whole.rows.clear();
  out.about = std::move(whole);
  return out;
}

}  // namespace

outcome_of_file read_bill_file(const std::filesystem::path& file, const row_visitor& visit) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return not_a_bill{"is no file that can be read"};
  std::ifstream in(file, std::ios::binary);
  if (!in) return not_a_bill{"cannot be opened"};
  std::string block(block_size, '\0');
  in.read(block.data(), block_size);
  block.resize(static_cast<std::size_t>(in.gcount()));
  if (auto no = nothing_like_a_bill(block)) return *std::move(no);
  if (wechat_reader::begun_by(first_line(block), {})) return stream_wechat(in, block, visit);
  return hold_whole(in, std::move(block), file.filename().string(), visit);
}

}  // namespace sluice::bills
