using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Registers purchase orders.</summary>
public static class PurchaseOrderServices
{
    /// <summary>Adds the store of purchase orders, their decisions, and their orchestrations.</summary>
    public static IServiceCollection AddPurchaseOrders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PurchaseOrderOptions>().Bind(configuration.GetSection(PurchaseOrderOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PurchaseOrderOptions>, PurchaseOrderOptionsValidator>());
        services.AddTable(PurchaseOrderStore.TableName);
        services.AddSingleton<PurchaseOrderStore>();
        services.AddSingleton<PurchaseOrderMetrics>();
        services.AddSingleton<PurchaseOrderDecisions>();
        services.AddSingleton<PurchaseOrderWorkflows>();
        services.AddSingleton<StockPurchases>();
        services.AddSingleton<PurchaseOrderIntake>();
        services.AddSingleton<PurchaseOrderMarks>();
        services.AddSingleton<PurchaseOrderSweep>();
        return services;
    }
}
