using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Inventory;

/// <summary>Registers what the calls under <c>/inventory</c> need.</summary>
public static class ItemServices
{
    /// <summary>Adds the editor of single items and the loader of samples.</summary>
    public static IServiceCollection AddItems(this IServiceCollection services) => services
        .AddSingleton<ItemEditor>()
        .AddSingleton<SampleLoader>();
}
