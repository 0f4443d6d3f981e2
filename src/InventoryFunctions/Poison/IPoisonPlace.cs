using InventoryFunctions.Storage;

namespace InventoryFunctions.Poison;

/// <summary>A place besides the poison queues where what could not be processed is kept; the calls under <c>/poison</c> show it like one of them.</summary>
public interface IPoisonPlace
{
    /// <summary>What it is called there.</summary>
    string Name { get; }

    /// <summary>What is kept.</summary>
    /// <param name="pageSize">The most entries of the page, 1 to 1,000.</param>
    /// <param name="continuation">What the page before said, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ListPage<PoisonMessage>> ListAsync(int pageSize, string? continuation, CancellationToken cancellationToken);

    /// <summary>Has it processed again: up to <see cref="PoisonQueues.MaxRedriven"/>.</summary>
    Task<RedriveAnswer> RedriveAsync(CancellationToken cancellationToken);
}
