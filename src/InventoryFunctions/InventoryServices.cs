using InventoryFunctions.Api;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Callbacks;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Events;
using InventoryFunctions.Health;
using InventoryFunctions.Importing;
using InventoryFunctions.Inventory;
using InventoryFunctions.Jobs;
using InventoryFunctions.Notifications;
using InventoryFunctions.Orders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Recovery;
using InventoryFunctions.Reservations;
using InventoryFunctions.Retention;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventoryFunctions;

/// <summary>The one composition root: both hosts, and the tests, build the app from here.</summary>
public static class InventoryServices
{
    /// <summary>Registers everything the app's functions ask for, one call a folder. What a host registered before is kept.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage(configuration);
        services.AddApi();
        services.AddItems();
        services.AddReservations();
        services.AddTelemetry();
        services.AddNotifications(configuration);
        services.AddEvents(configuration);
        services.AddJobs();
        services.AddBatchUpdates(configuration);
        services.AddImports();
        services.AddOrders(configuration);
        services.AddCallbacks(configuration);
        services.AddPurchaseOrders(configuration);
        services.AddApproval();
        services.AddRecovery();
        services.AddRetention(configuration);
        services.AddChangeFeed();
        services.AddWorkflows();
        services.AddHealth();
        return services;
    }
}
