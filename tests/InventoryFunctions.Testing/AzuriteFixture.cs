using Xunit;

namespace InventoryFunctions.Testing;

/// <summary>
/// One Azurite for all tests of an assembly. Take it as <c>IClassFixture&lt;AzuriteFixture&gt;</c>: the classes share the
/// server and still run side by side, each with table and queue names of its own.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<AzuriteServer>> Shared = new(StartAsync);

    private AzuriteServer? server;

    /// <summary>The connection string of the shared server.</summary>
    public string ConnectionString => Server.ConnectionString;

    /// <summary>The shared server. Tests leave it running.</summary>
    public AzuriteServer Server => server ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <inheritdoc cref="AzuriteServer.NewAccount"/>
    public string NewAccount() => Server.NewAccount();

    /// <summary>A table name that no other test has.</summary>
    public static string NewTableName() => $"t{Guid.NewGuid():N}";

    /// <summary>A queue name that no other test has.</summary>
    public static string NewQueueName() => $"q-{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public async Task InitializeAsync() => server = await Shared.Value;

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<AzuriteServer> StartAsync()
    {
        var started = await AzuriteServer.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => started.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return started;
    }
}
