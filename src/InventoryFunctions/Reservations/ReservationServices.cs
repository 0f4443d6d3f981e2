using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Reservations;

/// <summary>Registers the reservations.</summary>
public static class ReservationServices
{
    /// <summary>Adds the store of reservations and the removal of ended ones.</summary>
    public static IServiceCollection AddReservations(this IServiceCollection services) => services
        .AddSingleton<ReservationStore>()
        .AddSingleton<ReservationRetention>();
}
