#include "adapters/access/keystore.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>

#include "adapters/access/keystore_text.hpp"
#include "adapters/access/private_file.hpp"
#include "base/hex.hpp"
#include "base/sealed.hpp"
#include "store/file_descriptor.hpp"

namespace sluice::access {
namespace {

constexpr std::size_t id_size = 16;

std::string new_installation() {
  const auto bytes = random_bytes(id_size);
  return hex(reinterpret_cast<const std::uint8_t*>(bytes.reveal().data()), id_size);
}

/// Says nothing about the key but whether it is the same.
std::string check_of(const secret& master, std::string_view installation) {
  const auto code =
      hmac_sha256(master.reveal(), "sluice keystore check " + std::string(installation));
  return hex(code.data(), 8);
}

std::optional<std::string> raw_bytes(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto byte = bytes_from_hex<1>(digits.substr(i, 2));
    if (!byte) return std::nullopt;
    out += static_cast<char>((*byte)[0]);
  }
  return out;
}

keystore_fault damaged(const std::filesystem::path& file) {
  return {keystore_problem::damaged,
          "the keystore " + file.string() +
              " is damaged or was changed by something else than `sluice key`; nothing in it is "
              "used: put it back from its backup"};
}

keystore_fault locked(const std::filesystem::path& file) {
  return {keystore_problem::locked,
          "the keystore " + file.string() +
              " is sealed under another master key than the one that was given"};
}

keystore_fault foreign(const std::filesystem::path& file, std::string_view its,
                       const std::string& ours) {
  return {keystore_problem::foreign,
          "the keystore " + file.string() + " belongs to another installation (" +
              std::string(its) + "); the data folder belongs to " + ours};
}

keystore_fault fault_of(const std::filesystem::path& file, const read_failed& no) {
  if (no.is_missing)
    return {keystore_problem::missing,
            "the keystore " + file.string() +
                " is missing; `sluice key new` makes it, or put it back from its backup"};
  return {keystore_problem::failed, "the keystore: " + no.why};
}

seal_nonce fresh_nonce() {
  const auto bytes = random_bytes(sizeof(seal_nonce));
  seal_nonce out{};
  std::copy(bytes.reveal().begin(), bytes.reveal().end(), out.begin());
  return out;
}

std::optional<std::string> write(const std::filesystem::path& file, const secret& master,
                                 const keystore& what) {
  const auto head = head_of(what.installation, check_of(master, what.installation));
  return write_private_file(
      file, secret(closed(head, seal(master, fresh_nonce(), head, text_of_keys(what)))), true);
}

std::filesystem::path installation_file(const std::filesystem::path& folder) {
  return folder / "INSTALLATION";
}

}  // namespace

std::variant<keystore, keystore_fault> read_keystore(
    const std::filesystem::path& file, const secret& master, const std::string& installation) {
  const auto read = read_private_file(file, true);
  if (const auto* no = std::get_if<read_failed>(&read)) return fault_of(file, *no);
  const auto e = envelope_in(std::get<secret>(read).reveal());
  if (!e) return damaged(file);
  if (!installation.empty() && e->installation != installation)
    return foreign(file, e->installation, installation);
  if (e->check != check_of(master, e->installation)) return locked(file);
  const auto sealed = raw_bytes(e->sealed);
  const auto opened = sealed ? unseal(master, e->head, *sealed) : std::nullopt;
  auto found = opened ? keystore_in(*opened) : std::nullopt;
  if (!found) return damaged(file);
  found->installation = e->installation;
  return *std::move(found);
}

std::optional<std::string> change_keystore(
    const std::filesystem::path& file, const secret& master, const std::string& installation,
    const std::function<std::optional<std::string>(keystore&)>& change) {
  auto beside = file;
  beside += ".lock";
  const auto lock = store::open_file(beside, O_RDWR | O_CREAT, 0600);
  if (!lock.valid() || ::flock(lock.number(), LOCK_EX) != 0)
    return store::cannot("lock", beside, errno);
  auto read = read_keystore(file, master, installation);
  if (const auto* no = std::get_if<keystore_fault>(&read)) {
    if (no->kind != keystore_problem::missing) return no->why;
    read = keystore{installation.empty() ? new_installation() : installation};
  }
  auto& now = std::get<keystore>(read);
  if (auto why = change(now)) return why;
  return write(file, master, now);
}

std::string installation_of(const std::filesystem::path& data_folder) {
  const auto read = read_private_file(installation_file(data_folder), false);
  const auto* text = std::get_if<secret>(&read);
  return text == nullptr ? std::string() : text->reveal().substr(0, 2 * id_size);
}

std::optional<std::string> remember_installation(const std::filesystem::path& data_folder,
                                                 const std::string& installation) {
  return write_private_file(installation_file(data_folder), secret(installation + '\n'), false);
}

}  // namespace sluice::access
