#pragma once

#include "service/installation.h"
#include "specimen/consultation.h"

// The specimen's consultation: done by the functions by which people do it, one after the other.
namespace comity::service {

/// Makes the call in the specimen's space, answers it, codes and synthesises the answers in part
/// and publishes the report. The actor is its secretariat; the two coders are people with the role
/// of readers, whose invitation nobody knows. What a process that was ended had begun is finished.
/// Nothing where it was held to its end once, or the space has a call of somebody else's.
/// forbidden: the actor does not administer the space.
[[nodiscard]] base::Status import_consultation(Installation& installation, const Actor& actor,
                                               const specimen::Consultation& invented);

/// How far it is.
enum class ConsultationHeld : std::uint8_t { not_yet, begun, whole };
[[nodiscard]] base::Result<ConsultationHeld> consultation_held(
    Installation& installation, const Actor& actor, const specimen::Consultation& invented);

}  // namespace comity::service
