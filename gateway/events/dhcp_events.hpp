#pragma once

#include "gateway/dhcp/dhcp_notice.hpp"
#include "gateway/events/event_classes.hpp"

namespace gateway {

EventType type_of(Notice notice);
Event event_of(const DhcpNotice& notice);  // "Lease granted 192.168.100.100 Mac 0004f21a2457"

}  // namespace gateway
