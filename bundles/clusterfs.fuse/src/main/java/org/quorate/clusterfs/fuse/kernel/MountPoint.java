package org.quorate.clusterfs.fuse.kernel;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.quorate.clusterfs.fuse.protocol.Errno;

/** The folder at which the tree appears. Used by one thread at a time. */
public final class MountPoint {
    /** Type in {@code mount} and {@code df -T}. */
    public static final String TYPE = "fuse.quorate";

    private static final Logger LOG = System.getLogger(MountPoint.class.getName());
    private static final String SOURCE = "quorate";
    /** More than a few layers are not ours, but somebody's mistake. */
    private static final int MAX_STALE = 16;

    private final Path path;

    private MountPoint(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder ready: what a process that died left mounted is detached, a missing folder is made.
     *
     * @throws MountException if the folder is in use by somebody, or not empty
     */
    public static MountPoint prepare(Path folder) throws MountException {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            // The last component is not resolved by the kernel's stat: that fails on a stale mount.
            Path parent = absolute.getParent();
            if (parent == null) {
                throw new MountException("the tree cannot be mounted at /");
            }
            Files.createDirectories(parent);
            Path path = parent.toRealPath().resolve(absolute.getFileName());
            if (Files.isSymbolicLink(path)) {
                path = path.toRealPath();
            }
            var point = new MountPoint(path);
            point.detachStale();
            point.makeEmptyFolder();
            return point;
        } catch (IOException failure) {
            throw new MountException("mount folder " + absolute + " cannot be used: " + failure.getMessage());
        }
    }

    /** Mounts; the kernel sends its first request to the device at once. */
    public void mount(FuseDevice device, int maxReadBytes) throws MountException {
        String options = "fd=%d,rootmode=40000,user_id=0,group_id=0,default_permissions,allow_other,max_read=%d"
                .formatted(device.descriptor(), maxReadBytes);
        int result = Libc.mount(SOURCE, path.toString(), TYPE, Libc.MS_NOSUID | Libc.MS_NODEV, options);
        if (result < 0) {
            throw new MountException(
                    switch (-result) {
                        case Errno.EPERM, Errno.EACCES ->
                            "mounting at " + path + " is not permitted; run as root, a container needs CAP_SYS_ADMIN";
                        case Errno.ENODEV -> "this kernel has no FUSE; load the module fuse";
                        default -> "mounting at " + path + " failed: errno " + -result;
                    });
        }
    }

    /** Unmounts if nobody uses the mount; answers whether it is gone. */
    public boolean unmount() {
        return Libc.umount(path.toString(), Libc.UMOUNT_NOFOLLOW) != -Errno.EBUSY;
    }

    /** Unmounts in any case: requests that wait are given up, and who has files open gets errors. */
    public void unmountByForce() {
        Libc.umount(path.toString(), Libc.MNT_FORCE | Libc.MNT_DETACH | Libc.UMOUNT_NOFOLLOW);
    }

    /** Detaches what is left of a mount whose connection ended; leaves alone what somebody else mounted there. */
    public void detachRemains() {
        try {
            detachStale();
        } catch (IOException | MountException served) {
            LOG.log(Level.DEBUG, "mount {0}: left as it is: {1}", path, served.getMessage());
        }
    }

    /** Where it really is. */
    public Path path() {
        return path;
    }

    private void detachStale() throws IOException, MountException {
        for (int layer = 0; MountTable.typeAt(path).equals(Optional.of(TYPE)); layer++) {
            if (served()) {
                throw new MountException(
                        path + " is already mounted by a running node; stop that one or choose another folder");
            }
            if (layer == MAX_STALE || Libc.umount(path.toString(), Libc.MNT_DETACH | Libc.UMOUNT_NOFOLLOW) < 0) {
                throw new MountException(path + " has a dead mount that cannot be detached; try umount -l " + path);
            }
            LOG.log(Level.INFO, "mount {0}: detached the mount of a process that is gone", path);
        }
    }

    /** Opening a directory is never answered from a cache: it reaches the server, or shows that there is none. */
    private boolean served() {
        int descriptor = Libc.open(path.toString(), Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor >= 0) {
            Libc.close(descriptor);
        }
        return descriptor != -Errno.ENOTCONN && descriptor != -Errno.ECONNABORTED;
    }

    private void makeEmptyFolder() throws IOException, MountException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new MountException("mount folder " + path + " is a file; remove it or choose another folder");
        }
        Files.createDirectories(path);
        try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
            if (content.iterator().hasNext()) {
                throw new MountException(
                        "mount folder " + path + " is not empty; move its files away or choose another folder");
            }
        }
    }
}
