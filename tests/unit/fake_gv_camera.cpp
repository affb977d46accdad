// Aravis' own GigE Vision camera on 127.0.0.1, as a process that a test can kill. Ends with its standard input.
#include <arv.h>

#include <cstdio>

int main()
{
    ArvGvFakeCamera* camera = arv_gv_fake_camera_new("127.0.0.1", "GV01");
    if (!camera || !arv_gv_fake_camera_is_running(camera))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    g_object_unref(camera);
    return 0;
}
