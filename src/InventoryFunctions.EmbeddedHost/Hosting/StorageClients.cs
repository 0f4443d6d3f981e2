using Azure.Data.Tables;
using Azure.Storage.Queues;
using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>Makes the storage clients that the host itself uses.</summary>
internal static class StorageClients
{
    /// <summary>The app's own client, or one made of AzureWebJobsStorage where the app has none.</summary>
    public static TableServiceClient Tables(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings>();
        return Create(
            Settings.DefaultConnection,
            () => services.GetService<TableServiceClient>() ?? new TableServiceClient(settings[Settings.DefaultConnection], StorageConnection.TableOptions()));
    }

    // Bodies are decoded by the host, which accepts more than the client does.
    public static QueueClient Queue(string connectionString, string name, string function) => Create(
        $"function '{function}'",
        () => new QueueClient(connectionString, name, StorageConnection.QueueOptions()));

    private static T Create<T>(string what, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new HostStartException($"The storage connection of {what} can't be used: {error.Message}", innerException: error);
        }
    }
}
