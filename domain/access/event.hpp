#pragma once
/// What has happened to the register of those who may ask. Written by the registrar, so that the
/// log says at any time who could ask for what, by which keys, and who wanted it so. Never a
/// secret: of a key only what may be known to all. The written form: events/v1/access.proto.

#include <variant>

#include "domain/access/terms.hpp"
#include "domain/origin.hpp"

namespace sluice::access {

/// The file's section, as it was taken over. What it says otherwise than the section before becomes
/// so; what a person has changed since stays, unless the file changes it too.
struct principal_declared {
  principal_id principal;
  terms what;
  friend bool operator==(const principal_declared&, const principal_declared&) = default;
};

/// Its section has left the file: there is no such principal any more.
struct principal_withdrawn {
  principal_id principal;
  friend bool operator==(const principal_withdrawn&, const principal_withdrawn&) = default;
};

/// A person made it, or changed what is named.
struct principal_set {
  principal_id principal;
  terms_change what;
  signed_by who;
  friend bool operator==(const principal_set&, const principal_set&) = default;
};

/// The file or the keystore has it so. Once revoked it stays so, whatever they say.
struct key_declared {
  known_key key;
  friend bool operator==(const key_declared&, const key_declared&) = default;
};

/// It has left them: it opens nothing any more.
struct key_withdrawn {
  key_id key;
  friend bool operator==(const key_withdrawn&, const key_withdrawn&) = default;
};

/// A person gave a principal an Ed25519 key.
struct key_added {
  known_key key;
  signed_by who;
  friend bool operator==(const key_added&, const key_added&) = default;
};

/// A person took a key out of use, for good.
struct key_revoked {
  key_id key;
  signed_by who;
  friend bool operator==(const key_revoked&, const key_revoked&) = default;
};

using event = std::variant<principal_declared, principal_withdrawn, principal_set, key_declared,
                           key_withdrawn, key_added, key_revoked>;

}  // namespace sluice::access
