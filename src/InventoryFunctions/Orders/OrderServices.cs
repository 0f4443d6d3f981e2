using InventoryFunctions.Reservations;
using InventoryFunctions.Schedules;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Orders;

/// <summary>Registers orders.</summary>
public static class OrderServices
{
    /// <summary>Adds the store of orders, their intake and generator, and what starts and ends their orchestrations.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReservationOptions>().Bind(configuration.GetSection(ReservationOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReservationOptions>, ReservationOptionsValidator>());
        services.AddOptions<OrderOptions>().Bind(configuration.GetSection(OrderOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OrderOptions>, OrderOptionsValidator>());
        services.AddTable(OrderStore.TableName);
        services.AddTable(ScheduleStore.TableName);
        services.AddSingleton<OrderStore>();
        services.AddSingleton<FreshOrders>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<OrderWorkflows>();
        services.AddSingleton<OrderEnder>();
        services.AddSingleton<UndecidedOrders>();
        services.AddSingleton<OverdueOrders>();
        services.AddSingleton<LeftoverReservations>();
        services.AddSingleton<SampleOrders>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<OrderGenerator>();
        return services;
    }
}
