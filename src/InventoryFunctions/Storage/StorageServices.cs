using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Storage;

/// <summary>Registers the storage account's clients and the inventory store.</summary>
public static class StorageServices
{
    /// <summary>The clients of the storage account, the inventory store, and the creation of tables at start.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => StorageConnection.Tables(configuration));
        services.TryAddSingleton(_ => StorageConnection.Queues(configuration));
        services.AddOptions<InventoryOptions>().Bind(configuration.GetSection(InventoryOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<InventoryOptions>, InventoryOptionsValidator>());
        services.AddTable(InventoryStore.TableName);
        services.AddSingleton<InventoryStore>();
        services.AddTable(InventoryJournal.TableName);
        services.AddSingleton<InventoryJournal>();
        services.AddHostedService<TablesAtStart>();
        return services;
    }

    /// <summary>Has table <paramref name="name"/> created at start where it is missing.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) =>
        services.AddSingleton(new TableRegistration(name));
}
