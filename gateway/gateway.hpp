#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"
#include "gateway/surroundings.hpp"

namespace gateway {

// The Service Managed Gateway: DHCP server, MAC alerts, event system, HTTP client, and the commands that set them.
class Gateway {
 public:
  Gateway(Settings settings,
          const Surroundings& surroundings);  // throws std::system_error when the store cannot be read
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  // One line of the command language; what it sets takes effect at once. The answer, possibly of several lines,
  // without a last line end, comes once: before this returns, or, to a download, later. Answers to refused lines
  // begin with "error: ". Nobody is answered once the gateway is gone.
  void command(std::string_view line, const std::function<void(std::string answer)>& answer);
  // The answer to anything but a download.
  std::string command(std::string_view line);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gateway
