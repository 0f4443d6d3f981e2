using Azure;
using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Reservations;

/// <summary>A reservation as it was read, with the ETag that a change of it is conditional on.</summary>
internal sealed record StoredReservation(Reservation Reservation, ETag ETag);
