using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>Registers how a person decides a purchase order.</summary>
public static class ApprovalServices
{
    /// <summary>Adds the links.</summary>
    public static IServiceCollection AddApproval(this IServiceCollection services) => services.AddSingleton<ApprovalLinks>();
}
