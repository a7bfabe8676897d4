#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/address.hpp"

namespace activator {

// What a request target below the base path asks for: <base>/<number>/<file>.
struct FileRequest {
  std::string number;  // decimal digits, 1 to 64
  std::string file;    // one plain name: letters, digits, '.', '_', '-', not beginning with '.', 1 to 128 of them
  friend bool operator==(const FileRequest&, const FileRequest&) = default;
};

// Escapes are read once, so "..", "/" and NUL in any spelling are no plain name: nullopt, as for everything else
// that has not this form exactly. `base` has no slash at its end.
std::optional<FileRequest> parse_file_request(std::string_view base, std::string_view target);

// The file's name as the handset's directory spells it: the handset's own MAC in lower case, wherever it stands.
std::string spelled_for(net::MacAddress mac, std::string_view file);

// <MAC>-boot.log or <MAC>-app.log of this very handset, in the directory's spelling.
bool is_upload(net::MacAddress mac, std::string_view spelled);

}  // namespace activator
