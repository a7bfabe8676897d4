#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"
#include "gateway/surroundings.hpp"

namespace gateway {

// The Service Managed Gateway: DHCP server, MAC alerts, event system, HTTP client, and the commands that set them.
class Gateway {
 public:
  Gateway(Settings settings, Surroundings surroundings);  // throws std::system_error when the store cannot be read
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  // One line of the command language; takes effect at once. The answer, possibly of several lines, without a last
  // line end. An answer to a refused line begins with "error: ".
  std::string command(std::string_view line);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gateway
