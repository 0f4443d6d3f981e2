namespace InventoryFunctions.Retention;

/// <summary>Removes one kind of thing once its time is over, a bounded piece at a time. Done twice, it removes nothing more.</summary>
public interface IRetention
{
    /// <summary>What it removes.</summary>
    RetentionKind Kind { get; }

    /// <summary>Removes up to about a thousand things.</summary>
    /// <param name="now">What is over by this time.</param>
    /// <param name="position">Where the piece before stopped, or null at the beginning.</param>
    /// <param name="cancellationToken">Gives up; some may be removed nevertheless.</param>
    Task<RetentionPiece> RemoveSomeAsync(DateTimeOffset now, string? position, CancellationToken cancellationToken);
}
