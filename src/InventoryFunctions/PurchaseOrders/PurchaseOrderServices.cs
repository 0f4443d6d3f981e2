using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>Registers purchase orders.</summary>
public static class PurchaseOrderServices
{
    /// <summary>Adds the store of purchase orders.</summary>
    public static IServiceCollection AddPurchaseOrders(this IServiceCollection services) =>
        services.AddTable(PurchaseOrderStore.TableName).AddSingleton<PurchaseOrderStore>();
}
