#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "gateway/http_destination.hpp"
#include "gateway/settings/refusal.hpp"

namespace gateway {

struct DownloadRequest {
  HttpDestination destination;
  std::string file_name;  // to keep it by: the last part of the name, harmless in any folder
};

// What `hdl <name>` asks for. A name with `$$`, which stands for the serial number, is a file made for this
// gateway: <Activator Download Path>?file=<name>. One that begins with '/' is asked for as it is, any other below
// the Download Path.
[[nodiscard]] std::variant<DownloadRequest, Refusal> download_request(const Settings& settings,
                                                                      std::string_view name);

std::string to_url(const DownloadRequest& request);

}  // namespace gateway
