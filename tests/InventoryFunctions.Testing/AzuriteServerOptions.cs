namespace InventoryFunctions.Testing;

/// <summary>How an <see cref="AzuriteServer"/> is started.</summary>
public sealed record AzuriteServerOptions
{
    /// <summary>Where the data is kept between runs. The default value is null: in memory, gone with the server.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The port of the queue service on 127.0.0.1. The default value is 0: any free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>The port of the table service on 127.0.0.1. The default value is 0: any free one.</summary>
    public int TablePort { get; init; }

    /// <summary>How long the services may take to answer. The default value is two minutes: a busy build machine is slow.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
