namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>Exit codes of the embedded host's process.</summary>
public enum ExitCode
{
    /// <summary>Stopped in order.</summary>
    Stopped = 0,

    /// <summary>Failed in a way nobody foresaw.</summary>
    Unexpected = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A setting, host.json, or a function's declaration is wrong.</summary>
    InvalidSetup = 3,

    /// <summary>Another program listens on the port.</summary>
    PortTaken = 4,

    /// <summary>The storage account does not answer.</summary>
    StorageUnreachable = 5,

    /// <summary>Another host holds the store.</summary>
    StoreHeld = 6,
}
